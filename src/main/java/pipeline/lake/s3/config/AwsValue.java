package pipeline.lake.s3.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** The values that the SDK accepts for a setting. */
enum AwsValue {
  SWITCH("(?i)true|false", "true or false"),
  CHECKSUMS("(?i)when_supported|when_required", "WHEN_SUPPORTED or WHEN_REQUIRED"),
  RETRY_MODE("(?i)legacy|standard|adaptive|adaptive_v2", "legacy, standard or adaptive"),
  DEFAULTS_MODE(
      "(?i)legacy|standard|in-region|cross-region|mobile|auto",
      "legacy, standard, in-region, cross-region, mobile or auto"),
  ACCOUNT_MODE("(?i)preferred|disabled|required", "preferred, disabled or required"),
  US_EAST_1("(?i)legacy|regional", "legacy or regional"),
  IP_VERSION("(?i)ipv4|ipv6", "IPv4 or IPv6"),
  COUNT("[1-9]\\d{0,5}", "a number from 1"),
  SECONDS("\\d{1,6}(?:\\.\\d{1,6})?", "a number of seconds"),
  BYTES("\\d{1,7}|10[0-4]\\d{5}", "a number of bytes up to 10485760"),
  REGION(
      "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?",
      "the code of a region, such as eu-central-1"),
  ADDRESS("(?i)https?://.+", "an address such as https://s3.example.com:9000") {
    @Override
    boolean fits(String value) {
      return super.fits(value) && hasHost(value);
    }

    /** Rejects hosts with an underscore or another character that host names may not have. */
    private boolean hasHost(String value) {
      try {
        return new URI(value).getHost() != null;
      } catch (URISyntaxException odd) {
        return false;
      }
    }
  },
  PATH("/.*", "a path that begins with /"),
  ROLE("arn:.+", "the ARN of a role, such as arn:aws:iam::123456789012:role/name");

  /** Returns a description of the valid values. */
  final String words;

  private final Pattern pattern;

  AwsValue(String pattern, String words) {
    this.pattern = Pattern.compile(pattern);
    this.words = words;
  }

  boolean fits(String value) {
    return pattern.matcher(value).matches();
  }
}
