/**
 * The stage transform: raw rows to clean ones, typed, trimmed, deduplicated; what does not fit goes
 * to clean/rejects. A thin shell, {@link pipeline.transform.Transform}, around a pure core, {@link
 * pipeline.transform.Cleaning}. Imports model, lake and tables.
 */
@NullMarked
package pipeline.transform;

import org.jspecify.annotations.NullMarked;
