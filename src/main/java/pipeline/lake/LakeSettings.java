package pipeline.lake;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a lake needs to know beside its URI.
 *
 * @param workingFolder what {@code file:folder} is relative to
 * @param temporary where temporary files of an S3 lake lie
 * @param environment the environment with what {@code .env} adds to it; the AWS SDK's own names,
 *     {@code LAKE_KMS_KEY_ID}, {@code HTTPS_PROXY}, {@code NO_PROXY} and {@code AWS_CA_BUNDLE} are
 *     read from here
 */
public record LakeSettings(Path workingFolder, Path temporary, Map<String, String> environment) {
  public LakeSettings {
    environment = Map.copyOf(environment);
  }

  /** A setting that is there and says something. */
  Optional<String> get(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** The environment holds secrets. */
  @Override
  public String toString() {
    return "LakeSettings[workingFolder=" + workingFolder + ", temporary=" + temporary + "]";
  }
}
