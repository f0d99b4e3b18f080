package pipeline.purge;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An object or file that is to be deleted.
 *
 * @param category the table or the folder, for people
 * @param name unique in the lake
 * @param ds null if it belongs to no date
 * @param bytes 0 if unknown
 * @param deletion may be repeated
 */
public record DeletionCandidate(
    String category, String name, @Nullable LocalDate ds, long bytes, Runnable deletion) {}
