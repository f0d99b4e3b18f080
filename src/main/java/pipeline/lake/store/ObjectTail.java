package pipeline.lake.store;

/**
 * The end of an object, and which version of it.
 *
 * @param bytes the last ones, all of them where the object is short; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed from a store to its only reader
public record ObjectTail(ObjectInfo object, byte[] bytes) {}
