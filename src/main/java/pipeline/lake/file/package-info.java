/**
 * Implements the object store in a local folder.
 *
 * <p>This package may import {@code lake.store}. Start reading at {@link FileObjectStore}.
 */
@NullMarked
package pipeline.lake.file;

import org.jspecify.annotations.NullMarked;
