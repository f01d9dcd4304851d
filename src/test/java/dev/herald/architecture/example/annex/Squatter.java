package dev.herald.architecture.example.annex;

/** Breaks the example's plan: a room that has no row. */
public final class Squatter {}
