package pipeline.status;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Footer;
import pipeline.lake.LakeException;
import pipeline.lake.StoredObject;
import pipeline.tables.PublishedDate;

/**
 * A partition as it lies there.
 *
 * @param footer null where it cannot be read
 * @param failure why not
 * @param star what analytics/partitions says of the date; null for every other table
 */
record Found(
    StoredObject object,
    @Nullable Footer footer,
    @Nullable LakeException failure,
    @Nullable PublishedDate star) {

  Optional<Footer> readable() {
    return Optional.ofNullable(footer);
  }
}
