/**
 * Settings: their sources, the records that hold them, their checks, and the files that Herald writes beside the settings file.
 * Used by the launcher, before the container boots, and by the application.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Each package owns the record of its settings, whose constructor rejects invalid values; this package reads the sources and
 *       builds the records.
 *   <li>{@link dev.herald.config.StartupSignals} is in the executable jar itself, because the launcher and the application, which have
 *       different class loaders, share it.
 * </ul>
 */
package dev.herald.config;
