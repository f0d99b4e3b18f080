package pipeline.purge;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An object or file to delete.
 *
 * @param category the table or folder by which the output groups the objects
 * @param name a name that is unique in the lake
 * @param ds the date; null if the object or file belongs to no date
 * @param bytes the size in bytes; 0 if it is unknown
 * @param deletion deletes the object or file; has no effect if the object or file is already
 *     deleted
 */
public record DeletionCandidate(
    String category, String name, @Nullable LocalDate ds, long bytes, Runnable deletion) {}
