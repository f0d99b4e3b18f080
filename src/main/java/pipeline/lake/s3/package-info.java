/**
 * Implements the object store on S3 and translates the errors of the AWS SDK.
 *
 * <p>This package may import {@code lake.s3.config}, {@code lake.store}, {@code tls}. Start reading
 * at {@link S3ObjectStore}.
 */
@NullMarked
package pipeline.lake.s3;

import org.jspecify.annotations.NullMarked;
