package pipeline.simulator.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parsed search query: plain words, and the filters year, artist, label, album, upc and tag:new.
 *
 * @param words prefixes of words in the names of the album and its artists
 * @param titleWords prefixes of words in the name of the album, from the filter album
 * @param years the days of the requested years; null without the filter year
 */
record SearchQuery(
    List<String> words,
    List<String> titleWords,
    @Nullable DayRange years,
    @Nullable String artist,
    @Nullable String label,
    @Nullable String upc,
    boolean isNew) {
  private static final Pattern TERM =
      Pattern.compile("(?:(\\w+):)?(?:\"([^\"]*)\"|([^\\s\"]+))", Pattern.UNICODE_CHARACTER_CLASS);
  private static final SearchQuery EMPTY =
      new SearchQuery(List.of(), List.of(), null, null, null, null, false);
  private static final Pattern YEARS = Pattern.compile("(\\d{4})(?:-(\\d{4}))?");

  /**
   * Returns whether the query has no words and no filters, for example because it contains only
   * punctuation.
   */
  boolean isEmpty() {
    return equals(EMPTY);
  }

  static SearchQuery parse(String text) {
    List<String> words = new ArrayList<>();
    List<String> titleWords = new ArrayList<>();
    DayRange years = null;
    String artist = null;
    String label = null;
    String upc = null;
    boolean isNew = false;
    Matcher terms = TERM.matcher(text);
    while (terms.find()) {
      String value = terms.group(2) != null ? terms.group(2) : terms.group(3);
      String field = terms.group(1) == null ? "" : terms.group(1).toLowerCase(Locale.ROOT);
      switch (field) {
        case "year" -> years = years(value);
        case "artist" -> artist = value;
        case "label" -> label = value;
        case "upc" -> upc = value;
        case "album" -> titleWords.addAll(Tokenizer.tokenize(value));
        case "tag" -> isNew |= value.equalsIgnoreCase("new");
        default -> words.addAll(Tokenizer.tokenize(value));
      }
    }
    return new SearchQuery(words, titleWords, years, artist, label, upc, isNew);
  }

  /**
   * Returns the days of the requested years. If the value is invalid, returns an empty range,
   * because Spotify finds nothing for an invalid year.
   */
  private static DayRange years(String value) {
    Matcher matcher = YEARS.matcher(value);
    if (!matcher.matches()) {
      return DayRange.ofYears(1, 0);
    }
    int first = Integer.parseInt(matcher.group(1));
    return DayRange.ofYears(
        first, matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2)));
  }
}
