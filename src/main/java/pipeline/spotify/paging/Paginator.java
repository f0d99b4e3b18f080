package pipeline.spotify.paging;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a listing page by page until it is whole, or says what it lacks. Pure over the function
 * that gives a page; what looks wrong is asked for again, a few times.
 *
 * @param source gives the page at an offset
 * @param key what tells one row from another
 * @param rules what this listing promises
 */
public record Paginator<T>(PageSource<T> source, Function<T, Object> key, PagingConfig rules) {

  public interface PageSource<T> {
    ResponsePage<T> page(int offset);

    /**
     * Tells which pages will be asked for, if all goes well: from an offset, step by step, to
     * before the end.
     */
    default void expect(int from, int end, int step) {}
  }

  /**
   * @param most rows to read
   * @param limit rows asked for in a page
   * @param counted whether the listing's total is its number of rows
   * @param reach offset + limit must not exceed it
   */
  public record PagingConfig(int most, int limit, boolean counted, int reach) {}

  private static final int READINGS = 3;
  private static final int ASKED_AGAIN = 2;

  /** A whole reading, or the best of three. */
  public PaginationResult<T> read(@Nullable ResponsePage<T> firstPage) {
    PaginationResult<T> best = once(firstPage);
    for (int more = 1; more < READINGS && best.shortfall() != null; more++) {
      PaginationResult<T> next = once(null);
      if (next.shortfall() == null || next.size() >= best.size()) {
        best = next;
      }
    }
    return best;
  }

  /** One page, asked for again where it looks wrong. */
  public ResponsePage<T> page(int offset) {
    return settled(source.page(offset), offset);
  }

  private ResponsePage<T> settled(ResponsePage<T> first, int offset) {
    ResponsePage<T> best = first;
    for (int again = 0; again < asksAgain(best); again++) {
      ResponsePage<T> other = source.page(offset);
      best = better(best, other);
    }
    return best;
  }

  /** Nulls or repetitions alone are asked for once more: they may well be what Spotify has. */
  private int asksAgain(ResponsePage<T> slice) {
    if (slice.sound() && slice.size() == 0) {
      boolean inTheMiddle = slice.next() != null || (rules.counted && slice.beforeTotal());
      return inTheMiddle ? ASKED_AGAIN : slice.asked() == 0 && !slice.saysNone() ? 1 : 0;
    }
    if (!slice.sound() || (rules.counted && slice.shorterThanPromised())) {
      return ASKED_AGAIN;
    }
    return distinct(slice) < slice.size() || slice.shorterThanPromised() ? 1 : 0;
  }

  private long distinct(ResponsePage<T> slice) {
    return keys(slice).stream().distinct().count();
  }

  private ResponsePage<T> better(ResponsePage<T> one, ResponsePage<T> other) {
    if (one.sound() != other.sound()) {
      return one.sound() ? one : other;
    }
    if (distinct(one) != distinct(other)) {
      return distinct(one) > distinct(other) ? one : other;
    }
    return other.next() == null ? one : other;
  }

  private PaginationResult<T> once(@Nullable ResponsePage<T> firstPage) {
    PaginationResult<T> reading = new PaginationResult<>();
    ResponsePage<T> first = firstPage == null ? page(0) : settled(firstPage, 0);
    expectAfter(first);
    for (ResponsePage<T> slice = first; slice != null; slice = following(slice, reading)) {
      take(slice, reading);
    }
    return reading;
  }

  /**
   * Where pages are as long as asked for, the first tells of all others. A total that does not
   * count is at least a guess: with a cap it is seldom short of it, and one page too many takes no
   * longer.
   */
  public void expectAfter(ResponsePage<T> first) {
    Integer next = first.next();
    Integer total = first.total();
    boolean told = first.sound() && next != null && total != null;
    if (told && next == first.asked() + first.limit()) {
      int last = Math.min(Math.min(total, rules.most), rules.reach - rules.limit + 1);
      source.expect(next, last, rules.limit);
    }
  }

  private void take(ResponsePage<T> slice, PaginationResult<T> reading) {
    if (!slice.sound()) {
      reading.fallShort("the page at offset %d is none, or another".formatted(slice.asked()));
      return;
    }
    if (rules.counted) {
      reading.note(slice.total());
    } else {
      reading.claim(slice.total());
    }
    boolean news = reading.add(slice, key);
    if (!news && slice.usable() > 0 && slice.asked() > 0) {
      reading.fallShort("the page at offset %d repeats what came before".formatted(slice.asked()));
    }
    Integer total = reading.total();
    if (total != null && reading.seen() > total) {
      reading.fallShort("it has more rows than its total of " + total);
    }
  }

  /** The page after this one; null at the end. */
  private @Nullable ResponsePage<T> following(ResponsePage<T> slice, PaginationResult<T> reading) {
    if (reading.shortfall() != null) {
      return null;
    }
    if (reading.size() >= rules.most) {
      endAtCap(slice, reading);
      return null;
    }
    if (slice.next() != null && slice.next() + rules.limit > rules.reach) {
      reading.truncate(rules.most);
      return null;
    }
    if (slice.next() != null && slice.size() > 0) {
      return page(slice.next());
    }
    Integer total = reading.total();
    return total == null ? past(slice, reading) : upTo(total, slice, reading);
  }

  private void endAtCap(ResponsePage<T> slice, PaginationResult<T> reading) {
    Integer total = reading.total();
    boolean more = total != null && reading.seen() < total;
    if (more || slice.next() != null || reading.size() > rules.most) {
      reading.truncate(rules.most);
    }
  }

  private @Nullable ResponsePage<T> upTo(
      int total, ResponsePage<T> slice, PaginationResult<T> reading) {
    if (reading.seen() == total) {
      return null;
    }
    int offset = slice.asked() + slice.size();
    if (slice.size() > 0 && offset < total) {
      return page(offset);
    }
    reading.fallShort("it has %d rows of a total of %d".formatted(reading.size(), total));
    return null;
  }

  /**
   * Without a total that counts, the end is where all pages agree on the number of entries seen, or
   * where a look past the last page finds nothing new.
   */
  private @Nullable ResponsePage<T> past(ResponsePage<T> slice, PaginationResult<T> reading) {
    Integer next = slice.next();
    if (next == null && reading.hasAllThatIsClaimed()) {
      return null;
    }
    int offset = next == null ? slice.asked() + slice.size() : next;
    boolean nothingBehind = next == null && slice.size() == 0;
    if (nothingBehind || offset + rules.limit > rules.reach) {
      return null;
    }
    ResponsePage<T> beyond = page(offset);
    if (!beyond.sound()) {
      return beyond;
    }
    if (!reading.hasNews(beyond, key)) {
      return null;
    }
    if (slice.size() == 0) {
      reading.fallShort(
          "the page at offset %d is empty, with more behind".formatted(slice.asked()));
      return null;
    }
    return beyond;
  }

  private List<Object> keys(ResponsePage<T> slice) {
    return slice.items() == null
        ? List.of()
        : slice.items().stream().filter(Objects::nonNull).map(key).toList();
  }
}
