namespace Participatory.Counting.Pabulib;

/// <summary>How a <c>.pb</c> file is read.</summary>
public sealed record PbOptions
{
    /// <summary>Lenient, with the scale of the file.</summary>
    public static PbOptions Default { get; } = new();

    /// <summary>True to refuse what would otherwise be forgiven and listed in <see cref="PbReader.Forgiven"/>.</summary>
    public bool Strict { get; init; }

    /// <summary>
    /// How many decimals money shall have, e.g. 2 for pounds and pence; a file with more is refused. Null takes as many as the file's
    /// budget and costs need, at most 12.
    /// </summary>
    public int? Scale { get; init; }
}

/// <summary>What a <c>.pb</c> file may hold at most. At a limit the file is refused with a sentence.</summary>
public static class PbLimits
{
    /// <summary>Bytes in one row, 1 MiB.</summary>
    public const int RowBytes = 1 << 20;

    /// <summary>Keys in META.</summary>
    public const int MetaKeys = 1_000;

    /// <summary>Columns of PROJECTS and of VOTES.</summary>
    public const int Columns = 500;

    /// <summary>Projects.</summary>
    public const int Projects = 10_000;

    /// <summary>Bytes in META and PROJECTS together, 64 MiB.</summary>
    public const long HeaderBytes = 64L << 20;

    /// <summary>How many entries <see cref="PbReader.Forgiven"/> keeps; what comes later is only counted.</summary>
    public const int Forgiven = 1_000;
}
