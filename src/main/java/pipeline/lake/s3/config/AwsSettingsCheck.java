package pipeline.lake.s3.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.LakeSettings;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * Checks the settings that the SDK reads itself, because the SDK reports an invalid one late or not
 * at all. The variables and properties are those of the SDK's {@code SdkSystemSetting} and {@code
 * ProfileProperty}.
 */
public final class AwsSettingsCheck {
  private static final Map<String, AwsValue> BOTH =
      Map.ofEntries(
          Map.entry("s3_disable_express_session_auth", AwsValue.SWITCH),
          Map.entry("s3_disable_multiregion_access_points", AwsValue.SWITCH),
          Map.entry("s3_use_arn_region", AwsValue.SWITCH),
          Map.entry("s3_us_east_1_regional_endpoint", AwsValue.US_EAST_1),
          Map.entry("use_dualstack_endpoint", AwsValue.SWITCH),
          Map.entry("use_fips_endpoint", AwsValue.SWITCH),
          Map.entry("ignore_configured_endpoint_urls", AwsValue.SWITCH),
          Map.entry("ec2_metadata_v1_disabled", AwsValue.SWITCH),
          Map.entry("ec2_metadata_service_endpoint", AwsValue.ADDRESS),
          Map.entry("ec2_metadata_service_endpoint_mode", AwsValue.IP_VERSION),
          Map.entry("metadata_service_timeout", AwsValue.SECONDS),
          Map.entry("disable_request_compression", AwsValue.SWITCH),
          Map.entry("request_min_compression_size_bytes", AwsValue.BYTES),
          Map.entry("request_checksum_calculation", AwsValue.CHECKSUMS),
          Map.entry("response_checksum_validation", AwsValue.CHECKSUMS),
          Map.entry("retry_mode", AwsValue.RETRY_MODE),
          Map.entry("max_attempts", AwsValue.COUNT),
          Map.entry("defaults_mode", AwsValue.DEFAULTS_MODE),
          Map.entry("account_id_endpoint_mode", AwsValue.ACCOUNT_MODE),
          Map.entry("endpoint_url", AwsValue.ADDRESS),
          Map.entry("role_arn", AwsValue.ROLE),
          Map.entry("region", AwsValue.REGION));

  private static final Map<String, AwsValue> VARIABLES =
      Map.ofEntries(
          Map.entry("AWS_DEFAULT_REGION", AwsValue.REGION),
          Map.entry("AWS_ENDPOINT_DISCOVERY_ENABLED", AwsValue.SWITCH),
          Map.entry("AWS_EC2_METADATA_DISABLED", AwsValue.SWITCH),
          Map.entry("AWS_NEW_RETRIES_2026", AwsValue.SWITCH),
          Map.entry("AWS_ENABLE_DEFAULT_SOCKET_TIMEOUT_2026", AwsValue.SWITCH),
          Map.entry("AWS_CONTAINER_SERVICE_ENDPOINT", AwsValue.ADDRESS),
          Map.entry("AWS_CONTAINER_CREDENTIALS_FULL_URI", AwsValue.ADDRESS),
          Map.entry("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", AwsValue.PATH));

  private static final Map<String, AwsValue> PROPERTIES =
      Map.of("aws_endpoint_discovery_enabled", AwsValue.SWITCH, "sso_region", AwsValue.REGION);

  private static final String PARTITIONS = "AWS_PARTITIONS_FILE";
  private static final String SERVICE_ADDRESS = "AWS_ENDPOINT_URL_";

  private AwsSettingsCheck() {}

  /**
   * @throws LakeException CONFIGURATION with the name of the variable
   */
  public static void check(LakeSettings settings) {
    Map<String, AwsValue> known = new HashMap<>(VARIABLES);
    BOTH.forEach((property, value) -> known.put("AWS_" + property.toUpperCase(Locale.ROOT), value));
    for (String name : settings.environment().keySet()) {
      AwsValue wanted = name.startsWith(SERVICE_ADDRESS) ? AwsValue.ADDRESS : known.get(name);
      if (wanted != null) {
        settings.find(name).ifPresent(value -> check(name, wanted, value));
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
      throw wrong(PARTITIONS + " names " + file + ", which is not JSON; correct it or unset it.");
    }
  }

  /**
   * @throws LakeException CONFIGURATION or DENIED with the names of the variable and the file
   */
  public static void checkReadable(String variable, Path file) {
    String place = variable + " names " + file + ", which ";
    if (!Files.exists(file)) {
      throw wrong(place + "does not exist; correct it, or mount the file there.");
    }
    if (Files.isDirectory(file)) {
      throw wrong(place + "is a folder; name the file in it.");
    }
    if (!Files.isReadable(file)) {
      throw new LakeException(
          LakeErrorKind.DENIED,
          place + "this user may not read; give the right to read it, or run as its owner.");
    }
  }

  private static void checkPair(LakeSettings settings, String one, String other) {
    if (settings.find(one).isPresent() && settings.find(other).isEmpty()) {
      throw wrong(one + " is set, but " + other + " is not; set both or none.");
    }
  }

  /**
   * @param where the files that have the profile
   * @throws LakeException CONFIGURATION with the names of the property, the profile and the files
   */
  static void check(Profile profile, String where) {
    Map<String, AwsValue> known = new HashMap<>(PROPERTIES);
    known.putAll(BOTH);
    profile
        .properties()
        .forEach(
            (property, value) -> {
              // The properties of a services section begin with the name of their service.
              AwsValue wanted = known.get(property.replaceFirst("^\\w+\\.(endpoint_url)$", "$1"));
              if (wanted != null) {
                check(property + " of [" + profile.name() + "] in " + where, wanted, value);
              }
            });
  }

  private static void check(String name, AwsValue wanted, String value) {
    if (!wanted.fits(value)) {
      String shown = wanted == AwsValue.ADDRESS ? value.replaceAll("//[^/]*@", "//…@") : value;
      throw wrong(
          "%s is \"%s\"%s; set it to %s."
              .formatted(name, shown, hint(wanted, value), wanted.words));
    }
  }

  private static String hint(AwsValue wanted, String value) {
    if (wanted != AwsValue.ADDRESS) {
      return "";
    }
    if (!value.matches("(?i)https?://.*")) {
      return ", which does not begin with https:// or http://";
    }
    return value.matches("[^/]*//[^/]*_.*")
        ? ", whose host has an underscore, which host names may not have"
        : ", which has no host";
  }

  private static LakeException wrong(String message) {
    return new LakeException(LakeErrorKind.CONFIGURATION, message);
  }
}
