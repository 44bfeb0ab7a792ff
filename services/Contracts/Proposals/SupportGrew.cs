namespace Participatory.Contracts.Proposals;

/// <summary>
/// So many people say that they like an idea. Published each time that a number of a short list is reached, from below; of a common idea,
/// too, where neither of the two that it was had reached it.
/// </summary>
/// <param name="Supports">The number that was reached; never who.</param>
public sealed record SupportGrew(
    string RoundId, string ProposalId, string Title, string ProposerSubject, int Supports, DateTimeOffset GrewAt);
