namespace Participatory.Contracts.Proposals;

/// <summary>So many people say that they like an idea. Published each time that a number of a short list is reached, from below.</summary>
/// <param name="Supports">How many; never who.</param>
public sealed record SupportGrew(
    string RoundId, string ProposalId, string Title, string ProposerSubject, int Supports, DateTimeOffset GrewAt);
