package dev.herald.architecture.example.annex;

/** Breaks the example's table: a package without a row. */
public final class WithoutRow {}
