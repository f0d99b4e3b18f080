package pipeline.purge;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An object or file to delete.
 *
 * @param category the table or folder that the output shows
 * @param name unique in the lake
 * @param ds null if it belongs to no date
 * @param bytes 0 if unknown
 * @param deletion deletes it; has no effect if it is already deleted
 */
public record DeletionCandidate(
    String category, String name, @Nullable LocalDate ds, long bytes, Runnable deletion) {}
