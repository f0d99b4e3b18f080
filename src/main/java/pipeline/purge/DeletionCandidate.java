package pipeline.purge;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to be deleted.
 *
 * @param category the table or the folder that it is a part of, as people are told
 * @param name unlike that of anything else in the lake
 * @param ds null where it belongs to no date
 * @param bytes 0 where that is not known
 * @param deletion may be repeated
 */
public record DeletionCandidate(
    String category, String name, @Nullable LocalDate ds, long bytes, Runnable deletion) {}
