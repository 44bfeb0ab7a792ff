namespace Participatory.Contracts.Accountability;

/// <summary>
/// This service counted what waits in it for the council's people. The count with the latest <paramref name="CountedAt"/> is good alone;
/// what has no line does not wait. Published when it has changed, and again within an hour while something waits.
/// </summary>
public sealed record WorkCounted(IReadOnlyList<WorkLine> Lines, DateTimeOffset CountedAt);
