package pipeline.lake.store;

/**
 * The end of one version of an object.
 *
 * @param bytes the last bytes, or all bytes of a short object. The array must not be changed.
 */
@SuppressWarnings("ArrayRecordComponent") // passed from a store to its only reader
public record ObjectTail(ObjectInfo object, byte[] bytes) {}
