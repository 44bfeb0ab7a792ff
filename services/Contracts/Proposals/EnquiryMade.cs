namespace Participatory.Contracts.Proposals;

/// <summary>People asked about an idea. Published at most once on a day for each idea.</summary>
/// <param name="Questions">How many questions nobody was told of before; never whose.</param>
public sealed record EnquiryMade(
    string RoundId, string ProposalId, string Title, string ProposerSubject, int Questions, DateTimeOffset ToldAt);
