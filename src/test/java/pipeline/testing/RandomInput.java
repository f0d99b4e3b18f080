package pipeline.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The random inputs of one test case. {@link #check} runs a test with many cases. Each case has its
 * own seed. A failure reports the seed, and {@code -Dseed=…} repeats only this case.
 */
public final class RandomInput {
  /** The usual number of cases of a test. */
  public static final int CASES = 1000;

  private static final int ANY_LENGTH = 255;

  private final Random random;

  private RandomInput(long seed) {
    random = new Random(seed);
  }

  /** A test of one random input. */
  @FunctionalInterface
  public interface RandomTest {
    void accept(RandomInput input) throws Exception;
  }

  /**
   * Runs a test with random inputs.
   *
   * @param cases the number of inputs
   * @throws AssertionError if the test fails for one of them, with its seed
   */
  public static void check(int cases, RandomTest test) {
    Long given = Long.getLong("seed");
    if (given != null) {
      run(given, test);
      return;
    }
    Random seeds = new Random();
    for (int i = 0; i < cases; i++) {
      run(seeds.nextLong(), test);
    }
  }

  private static void run(long seed, RandomTest test) {
    try {
      test.accept(new RandomInput(seed));
    } catch (Exception | AssertionError | StackOverflowError failed) {
      throw new AssertionError("failed for -Dseed=" + seed + ": " + failed, failed);
    }
  }

  /** Returns a number from {@code min} to {@code max}, both included; often one of the two. */
  public int number(int min, int max) {
    return switch (random.nextInt(20)) {
      case 0 -> min;
      case 1 -> max;
      default -> (int) (min + random.nextLong((long) max - min + 1));
    };
  }

  /** Returns a number from {@code min} (included) to {@code max} (excluded). */
  public double real(double min, double max) {
    return random.nextDouble(min, max);
  }

  /** Returns true in this share of the cases. */
  public boolean chance(double share) {
    return random.nextDouble() < share;
  }

  @SafeVarargs
  public final <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }

  /** Returns one of several inputs. Only the selected input is created. */
  @SafeVarargs
  public final <T> T oneOf(Supplier<? extends T>... inputs) {
    return inputs[random.nextInt(inputs.length)].get();
  }

  /** Returns the input, or null in this share of the cases. */
  public <T> @Nullable T orNull(double share, T input) {
    return chance(share) ? null : input;
  }

  /** Returns a list of {@code min} to {@code max} inputs; often as short or as long as possible. */
  public <T extends @Nullable Object> List<T> list(int min, int max, Supplier<T> input) {
    int size = number(min, max);
    List<T> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(input.get());
    }
    return list;
  }

  /** Returns at most {@code max} of these characters (UTF-16 units). */
  public String text(String characters, int max) {
    StringBuilder text = new StringBuilder();
    for (int i = number(0, max); i > 0; i--) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }

  /**
   * Returns at most {@code max} UTF-16 units of any kind: letters, control characters, and
   * surrogates with and without their other half.
   */
  public String text(int max) {
    StringBuilder text = new StringBuilder();
    for (int i = number(0, max); i > 0; i--) {
      text.append(character());
    }
    return text.toString();
  }

  /** Returns a text of any kind and length. */
  public String text() {
    return text(ANY_LENGTH);
  }

  private char character() {
    return switch (random.nextInt(8)) {
      case 0 -> (char) random.nextInt(' ');
      case 1, 2, 3 -> (char) number(' ', '~');
      case 4 -> (char) number(Character.MIN_SURROGATE, Character.MAX_SURROGATE);
      case 5 -> pick('\u00a0', '\u200b', '\u202e', '\ufeff', '\uffff', '\u0308');
      default -> (char) random.nextInt(Character.MAX_VALUE + 1);
    };
  }

  /** Returns bytes of any kind and number. */
  public byte[] bytes() {
    byte[] bytes = new byte[number(0, ANY_LENGTH)];
    random.nextBytes(bytes);
    return bytes;
  }
}
