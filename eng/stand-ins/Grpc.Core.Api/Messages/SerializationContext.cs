using System.Buffers;

namespace Grpc.Core;

/// <summary>Where one outgoing message is written. Each implementation offers what its transport can do; the rest is not supported.</summary>
public abstract class SerializationContext
{
    /// <summary>Gives the whole message at once and ends it.</summary>
    public virtual void Complete(byte[] payload) => throw new NotSupportedException("This context takes no array.");

    /// <summary>Where to write the message piece by piece, ended by <see cref="Complete()"/>.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotSupportedException("This context has no buffer to write to.");

    /// <summary>Says in bytes how long the message will be, so that it need not be buffered; a hint that may be ignored.</summary>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    /// <summary>Ends a message that was written to the buffer.</summary>
    public virtual void Complete() => throw new NotSupportedException("This context has no buffer to complete.");
}
