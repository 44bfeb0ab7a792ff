using System.Buffers;

namespace Grpc.Core;

/// <summary>Where one incoming message is read from. Valid only while it is being read.</summary>
public abstract class DeserializationContext
{
    /// <summary>The length of the message in bytes.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>The message in an array that the caller may keep.</summary>
    public abstract byte[] PayloadAsNewBuffer();

    /// <summary>The message in the transport's own buffers, which must not be kept.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(PayloadAsNewBuffer());
}
