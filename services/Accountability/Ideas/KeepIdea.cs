using Participatory.Accountability.Commitments;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Ideas;

/// <summary>Keeps that there is an idea, what it is called, and that its proposer took it back: whichever is heard first.</summary>
internal sealed class KeepIdea
{
    private static readonly Sql UpdateWithdrawn = new("""
        UPDATE idea SET withdrawn = 1 WHERE round_id = @RoundId AND project_id = @ProposalId
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

    public async Task Apply(ProposalWithdrawn message, Transaction transaction)
    {
        await IdeaRow.Upsert(transaction, message.RoundId, message.ProposalId);
        await transaction.Execute(UpdateWithdrawn, message);
    }
}
