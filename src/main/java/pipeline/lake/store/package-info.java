/**
 * Defines the interface of an object store, and its keys, failures and settings.
 *
 * <p>This package imports no other package of the project. Start reading at {@link ObjectStore}.
 */
@NullMarked
package pipeline.lake.store;

import org.jspecify.annotations.NullMarked;
