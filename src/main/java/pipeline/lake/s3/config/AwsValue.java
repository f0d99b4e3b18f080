package pipeline.lake.s3.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The kinds of values that the AWS SDK accepts for its settings. A setting is an environment
 * variable, a property of an AWS profile, or both.
 */
enum AwsValue {
  SWITCH(
      "(?i)true|false",
      "true or false",
      "s3_disable_express_session_auth",
      "s3_disable_multiregion_access_points",
      "s3_use_arn_region",
      "use_dualstack_endpoint",
      "use_fips_endpoint",
      "ignore_configured_endpoint_urls",
      "ec2_metadata_disabled",
      "ec2_metadata_v1_disabled",
      "disable_request_compression",
      "endpoint_discovery_enabled",
      "new_retries_2026",
      "enable_default_socket_timeout_2026"),
  CHECKSUMS(
      "(?i)when_supported|when_required",
      "WHEN_SUPPORTED or WHEN_REQUIRED",
      "request_checksum_calculation",
      "response_checksum_validation"),
  RETRY_MODE(
      "(?i)legacy|standard|adaptive|adaptive_v2", "legacy, standard or adaptive", "retry_mode"),
  DEFAULTS_MODE(
      "(?i)legacy|standard|in-region|cross-region|mobile|auto",
      "legacy, standard, in-region, cross-region, mobile or auto",
      "defaults_mode"),
  ACCOUNT_MODE(
      "(?i)preferred|disabled|required",
      "preferred, disabled or required",
      "account_id_endpoint_mode"),
  US_EAST_1("(?i)legacy|regional", "legacy or regional", "s3_us_east_1_regional_endpoint"),
  IP_VERSION("(?i)ipv4|ipv6", "IPv4 or IPv6", "ec2_metadata_service_endpoint_mode"),
  COUNT("[1-9]\\d{0,5}", "a number from 1 to 999999", "max_attempts"),
  SECONDS("\\d{1,6}(?:\\.\\d{1,6})?", "a number of seconds", "metadata_service_timeout"),
  BYTES(
      "\\d{1,7}|10[0-3]\\d{5}|104[0-7]\\d{4}|1048[0-4]\\d{3}|10485[0-6]\\d{2}|104857[0-5]\\d"
          + "|10485760",
      "a number of bytes up to 10485760", "request_min_compression_size_bytes"),
  REGION(
      "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?",
      "the code of a region, such as eu-central-1",
      "region",
      "default_region",
      "sso_region"),
  /** The address of a server. Its host name must not have an underscore. */
  ADDRESS(
      "(?i)https?://([^/@]*@)?(\\[[^]]+]|[a-z0-9.-]*[a-z0-9]\\.?)(:\\d+)?([/?#]\\S*)?",
      "an address such as https://s3.example.com:9000",
      "endpoint_url",
      "ec2_metadata_service_endpoint",
      "container_service_endpoint",
      "container_credentials_full_uri"),
  PATH("/.*", "a path that begins with /", "container_credentials_relative_uri"),
  ROLE("arn:.+", "the ARN of a role, such as arn:aws:iam::123456789012:role/name", "role_arn");

  /** The description of the valid values. */
  final String words;

  private final Pattern pattern;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> settings;

  AwsValue(String pattern, String words, String... settings) {
    this.pattern = Pattern.compile(pattern);
    this.words = words;
    this.settings = List.of(settings);
  }

  /**
   * Returns the valid values of a setting; empty if the setting is not checked.
   *
   * @param setting such as {@code AWS_ENDPOINT_URL_STS}, {@code s3.endpoint_url} or {@code region}
   */
  static Optional<AwsValue> find(String setting) {
    String name =
        setting
            .toLowerCase(Locale.ROOT)
            .replaceFirst("^aws_", "")
            .replaceFirst("^(\\w+\\.)?endpoint_url(_\\w+)?$", "endpoint_url");
    return Stream.of(values()).filter(kind -> kind.settings.contains(name)).findFirst();
  }

  boolean fits(String value) {
    return pattern.matcher(value).matches();
  }
}
