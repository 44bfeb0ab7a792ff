namespace Participatory.Contracts.Grants;

/// <summary>A group was drawn by lot, in public, and is invited to a conversation. Nothing is asked of it.</summary>
/// <param name="Seed">What put the groups in order: with it anybody can draw again.</param>
public sealed record GroupDrawn(string AwardId, string RoundId, string FundId, string Seed, DateTimeOffset DrawnAt);
