namespace Participatory.Contracts.Proposals;

/// <summary>Names of areas were corrected; of each area the highest <paramref name="Number"/> counts.</summary>
/// <param name="Number">Of the correction in its round, from 1.</param>
public sealed record AreasRenamed(string RoundId, int Number, IReadOnlyList<RoundArea> Areas);
