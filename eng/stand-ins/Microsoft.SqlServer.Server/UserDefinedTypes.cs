namespace Microsoft.SqlServer.Server;

/// <summary>How a user-defined type of SQL Server is stored.</summary>
public enum Format
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>By the server, field by field.</summary>
    Native,

    /// <summary>By the type itself, through <see cref="IBinarySerialize"/>.</summary>
    UserDefined,
}

/// <summary>A type that writes and reads its own bytes.</summary>
public interface IBinarySerialize
{
    /// <summary>Takes the value from a reader.</summary>
    void Read(BinaryReader r);

    /// <summary>Gives the value to a writer.</summary>
    void Write(BinaryWriter w);
}

/// <summary>Thrown when something is used as a user-defined type that is not one.</summary>
public sealed class InvalidUdtException : SystemException
{
    private InvalidUdtException(string message)
        : base(message)
    {
    }

    /// <summary>An exception about this type, for this reason; SqlClient makes it.</summary>
    public static InvalidUdtException Create(Type udtType, string resourceReason) =>
        new($"'{udtType}' is not a user-defined type that SQL Server can use: {resourceReason}.");
}

/// <summary>Marks a class or structure as a user-defined type of SQL Server.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = true)]
public sealed class SqlUserDefinedTypeAttribute(Format format) : Attribute
{
    /// <summary>How it is stored.</summary>
    public Format Format => format;

    /// <summary>The most bytes that a value takes; -1 for up to 2 GB.</summary>
    public int MaxByteSize { get; set; }

    /// <summary>Whether all values take equally many bytes.</summary>
    public bool IsFixedLength { get; set; }

    /// <summary>Whether values sort as their bytes do.</summary>
    public bool IsByteOrdered { get; set; }

    /// <summary>The method that checks a value.</summary>
    public string? ValidationMethodName { get; set; }

    /// <summary>The name of the type in the database.</summary>
    public string? Name { get; set; }
}
