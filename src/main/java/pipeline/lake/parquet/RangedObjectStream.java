package pipeline.lake.parquet;

import java.io.InputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;

/**
 * A stream that reads an object in ranges. The stream has no buffer, because {@link
 * ObjectInputFile} buffers small ranges.
 */
final class RangedObjectStream extends DelegatingSeekableInputStream {
  private final RangeInputStream ranges;

  RangedObjectStream(ObjectInputFile input) {
    this(new RangeInputStream(input));
  }

  private RangedObjectStream(RangeInputStream ranges) {
    super(ranges);
    this.ranges = ranges;
  }

  @Override
  public long getPos() {
    return ranges.position;
  }

  @Override
  public void seek(long newPosition) {
    ranges.position = newPosition;
  }

  private static final class RangeInputStream extends InputStream {
    private final ObjectInputFile input;
    private long position;

    RangeInputStream(ObjectInputFile input) {
      this.input = input;
    }

    @Override
    public int read() {
      return position < input.getLength() ? input.read(position++, 1)[0] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = (int) Math.min(length, input.getLength() - position);
      if (count <= 0) {
        return length == 0 ? 0 : -1;
      }
      System.arraycopy(input.read(position, count), 0, target, offset, count);
      position += count;
      return count;
    }
  }
}
