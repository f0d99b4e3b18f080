/**
 * Checks and completes the settings that the AWS SDK reads by itself: environment, profiles and
 * proxy.
 *
 * <p>This package may import {@code lake.store}, {@code tls}. Start reading at {@link
 * AwsSettingsCheck}.
 */
@NullMarked
package pipeline.lake.s3.config;

import org.jspecify.annotations.NullMarked;
