package pipeline.lake.s3.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.LakeSettings;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * A check of the settings that the SDK reads itself. The SDK reports an invalid setting late or not
 * at all. Most of the variables and properties are those of the SDK's {@code SdkSystemSetting},
 * {@code S3SystemSetting} and {@code ProfileProperty}.
 */
public final class AwsSettingsCheck {
  private static final String PARTITIONS = "AWS_PARTITIONS_FILE";

  private AwsSettingsCheck() {}

  /**
   * Checks the environment variables that begin with {@code AWS_}.
   *
   * @throws LakeException of kind CONFIGURATION if a variable is invalid, or of kind DENIED if this
   *     user cannot read the file that AWS_PARTITIONS_FILE names; the message names the variable
   */
  public static void check(LakeSettings settings) {
    for (String name : settings.environment().keySet()) {
      if (name.startsWith("AWS_")) {
        settings.find(name).ifPresent(value -> check(name, name, value));
      }
    }
    settings.file(PARTITIONS).ifPresent(AwsSettingsCheck::checkPartitions);
    checkPair(settings, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
    checkPair(settings, "AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID");
  }

  private static void checkPartitions(Path file) {
    checkReadable(PARTITIONS, file);
    try (InputStream json = Files.newInputStream(file)) {
      JsonNode.parser().parse(json);
    } catch (IOException | UncheckedIOException odd) {
      throw wrong(
          "file is not JSON: %s (%s); correct the file, or unset %s."
              .formatted(file, PARTITIONS, PARTITIONS));
    }
  }

  /**
   * Checks that this user can read a file.
   *
   * @throws LakeException of kind CONFIGURATION if there is no such file, or of kind DENIED if this
   *     user has no permission to read it; the message names the variable and the file
   */
  public static void checkReadable(String variable, Path file) {
    String place = file + " (" + variable + ")";
    if (!Files.exists(file)) {
      throw wrong("missing file: " + place + "; mount it there, or correct " + variable + ".");
    }
    if (Files.isDirectory(file)) {
      throw wrong(
          "folder instead of a file: " + place + "; set " + variable + " to the file in it.");
    }
    if (!Files.isReadable(file)) {
      throw new LakeException(
          LakeErrorKind.DENIED,
          "no permission to read: "
              + place
              + "; give this user the permission, or run as the owner of the file.");
    }
  }

  private static void checkPair(LakeSettings settings, String one, String other) {
    if (settings.find(one).isPresent() && settings.find(other).isEmpty()) {
      throw wrong(one + " is set, but " + other + " is not; set both or none.");
    }
  }

  /**
   * Checks the properties of a profile.
   *
   * @param where the files that have the profile
   * @throws LakeException of kind CONFIGURATION if a property is invalid; the message names the
   *     property, the profile and the files
   */
  static void check(Profile profile, String where) {
    profile
        .properties()
        .forEach(
            (property, value) ->
                check(property, property + " of [" + profile.name() + "] in " + where, value));
  }

  private static void check(String setting, String place, String value) {
    AwsValue.find(setting)
        .filter(wanted -> !wanted.fits(value))
        .ifPresent(
            wanted -> {
              boolean isAddress = wanted == AwsValue.ADDRESS;
              throw wrong(
                  "%s is \"%s\"%s; set it to %s."
                      .formatted(
                          place,
                          isAddress ? value.replaceAll("//[^/]*@", "//…@") : value,
                          isAddress ? hint(value) : "",
                          wanted.words));
            });
  }

  private static String hint(String value) {
    if (!value.matches("(?i)https?://.*")) {
      return ", which does not begin with https:// or http://";
    }
    return value.matches("[^/]*//[^/]*_.*")
        ? ", whose host has an underscore (not allowed in host names)"
        : ", which has no host";
  }

  private static LakeException wrong(String message) {
    return new LakeException(LakeErrorKind.CONFIGURATION, message);
  }
}
