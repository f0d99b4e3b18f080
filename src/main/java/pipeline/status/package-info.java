/**
 * What a lake holds of each date, and what has to be run where something is missing or outdated. A
 * thin shell, {@link pipeline.status.LakeLook}, reads footers; {@link pipeline.status.Judge}
 * decides what they mean; {@link pipeline.status.Calendar} and {@link pipeline.status.StatusJson}
 * tell it. Imports {@code purge}, {@code tables}, {@code lake}, {@code output} and {@code json}.
 */
@NullMarked
package pipeline.status;

import org.jspecify.annotations.NullMarked;
