using System.Collections.Immutable;

namespace Participatory.Counting.Pabulib;

/// <summary>A row of VOTES.</summary>
/// <param name="Line">The line on which it stands, from 1.</param>
/// <param name="Choices">Projects by index in <see cref="PbHeader.Projects"/>, each once, in the order of the file.</param>
/// <param name="Points">For vote types with points: as many as choices, in millionths of a point. Else empty.</param>
/// <param name="Fields">The row as it stood, one text for each of <see cref="PbHeader.VoteColumns"/>.</param>
public sealed record PbVote(int Line, ImmutableArray<ushort> Choices, ImmutableArray<long> Points, ImmutableArray<string> Fields)
{
    /// <summary>The decimals of <see cref="Points"/>.</summary>
    public const int PointScale = 6;
}
