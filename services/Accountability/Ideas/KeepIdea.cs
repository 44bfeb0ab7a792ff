using Participatory.Accountability.Commitments;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Ideas;

/// <summary>
/// Keeps that there is an idea, what it is called, that its proposer took it back, and that it was joined into another: whichever is heard
/// first.
/// </summary>
internal sealed class KeepIdea
{
    private static readonly Sql UpdateWithdrawn = new("""
        UPDATE idea SET withdrawn = 1 WHERE round_id = @RoundId AND project_id = @ProposalId
        """);

    private static readonly Sql UpdateJoined = new("""
        UPDATE idea SET joined = @joined, joined_number = @number
        WHERE round_id = @roundId AND project_id = @proposalId AND joined_number < @number
        """);

    public async Task Apply(ProposalMade message, Transaction transaction)
    {
        await IdeaRow.Upsert(transaction, message.RoundId, message.ProposalId, message.AreaCode, message.Title, message.ProposerSubject,
            number: 1);
        await ShowChangedMind.FillInAreas(transaction, message.RoundId);
    }

    public async Task Apply(ProposalEdited message, Transaction transaction) => await IdeaRow.Upsert(
        transaction, message.RoundId, message.ProposalId, title: message.Title, number: message.Version);

    public async Task Apply(ProposalPassedOn message, Transaction transaction) => await IdeaRow.PassOn(
        transaction, message.RoundId, message.ProposalId, message.ProposerSubject, message.Number);

    public Task Apply(ProposalsJoined message, Transaction transaction) =>
        KeepJoined(transaction, message.RoundId, message.Ideas, joined: true);

    public Task Apply(ProposalsSplit message, Transaction transaction) =>
        KeepJoined(transaction, message.RoundId, message.Ideas, joined: false);

    public async Task Apply(ProposalWithdrawn message, Transaction transaction)
    {
        await IdeaRow.Upsert(transaction, message.RoundId, message.ProposalId);
        await transaction.Execute(UpdateWithdrawn, message);
    }

    private static async Task KeepJoined(
        Transaction transaction, string roundId, IEnumerable<JoinedProposal> ideas, bool joined)
    {
        foreach (var idea in ideas)
        {
            await IdeaRow.Upsert(transaction, roundId, idea.ProposalId);
            await transaction.Execute(UpdateJoined, new { roundId, proposalId = idea.ProposalId, number = idea.Number, joined });
        }
    }
}
