namespace Grpc.Core;

/// <summary>How one message may be written.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>It may wait in a buffer for the next one.</summary>
    BufferHint = 0x1,

    /// <summary>It must not be compressed.</summary>
    NoCompress = 0x2,
}

/// <summary>Options for writing messages.</summary>
public class WriteOptions(WriteFlags flags = default)
{
    /// <summary>Nothing special.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>The flags.</summary>
    public WriteFlags Flags { get; } = flags;
}
