using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Moderation;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Enquiries;

/// <summary>Somebody who is signed in asks about an idea of somebody else.</summary>
internal sealed class AskAboutProposal(Database database, TimeProvider clock)
{
    /// <summary>As many as somebody reads who wants to know about one idea.</summary>
    internal const int MostOfIdea = 200;

    /// <summary>Of one person about one idea, until somebody answers.</summary>
    internal const int MostOpen = 5;

    private static readonly Sql Count = new("""
        SELECT COUNT(*) AS of_idea,
            COALESCE(SUM(CASE WHEN asker_subject = @subject AND answered_at IS NULL THEN 1 ELSE 0 END), 0) AS own_open
        FROM enquiry WHERE round_id = @roundId AND proposal_id = @proposalId
        """);

    public async Task<Enquiry> Handle(AskAboutProposalRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId)
            .Text("words", request).Text("shown_as", request, required: false).Check();
        await using var transaction = await database.Begin(cancellation);
        // Words are not kept a second time to repeat an answer: what was taken back is gone.
        if (await transaction.Replay(caller, request, Enquiry.Parser) is { } before)
        {
            return await EnquiryRow.LoadMessage(transaction, before.EnquiryId, caller, clock.Now());
        }

        // Only those who ask about the same idea have to queue.
        var round = await RoundRow.Load(transaction, request.RoundId);
        var seen = await ProposalView.LoadShown(transaction, round.RoundId, request.ProposalId, caller);
        var proposal = await ProposalRow.LockWithAuthors(transaction, round.RoundId, request.ProposalId);
        var counted = await transaction.One<CountedRow>(
            Count, new { roundId = round.RoundId, proposalId = proposal.ProposalId, subject = caller.Subject }) ?? new CountedRow();
        var enquiry = Decide(request, proposal, round, seen.Hiding is not null, counted, caller, clock.Now()) with
        {
            EnquiryId = Guid.NewGuid().ToString(),
        };
        await enquiry.Add(transaction);
        if (await EnquiryHiding.LoadWaits(transaction, round, enquiry, caller))
        {
            await EnquiryHiding.Write(
                transaction, Judging.Wait(await EnquiryHiding.Lock(transaction, EnquiryHiding.ItemOf(enquiry)), clock.Now()), enquiry);
        }

        await transaction.Remember(caller, request, new Enquiry { EnquiryId = enquiry.EnquiryId });
        var answer = (await EnquiryRow.Load(transaction, enquiry.EnquiryId, caller)).ToMessage(caller, [], clock.Now());
        await transaction.Commit();
        return answer;
    }

    /// <summary>The question as it is kept, but for its id. Pure.</summary>
    /// <param name="hidden">Nobody reads the words of the idea.</param>
    /// <exception cref="Refusal">Nobody asks now, nobody asks about this, or there is enough of it.</exception>
    internal static EnquiryRow Decide(
        AskAboutProposalRequest request, ProposalRow proposal, RoundRow round, bool hidden, CountedRow counted, Caller caller,
        DateTimeOffset now)
    {
        proposal.MustStand();
        Phases.CheckAllowsEnquiries(round.PhaseNow);
        if (proposal.IsWrittenBy(caller))
        {
            throw new Refusal(ProposalsReasons.EnquiryOfOwnIdea);
        }

        if (hidden)
        {
            throw new Refusal(ProposalsReasons.EnquiryOfHidden);
        }

        if (counted.OfIdea >= MostOfIdea)
        {
            throw new Refusal(ProposalsReasons.EnquiriesFull, [("most", MostOfIdea)]);
        }

        if (counted.OwnOpen >= MostOpen)
        {
            throw new Refusal(ProposalsReasons.EnquiriesOpen, [("most", MostOpen)]);
        }

        return new EnquiryRow
        {
            RoundId = round.RoundId,
            ProposalId = proposal.ProposalId,
            Words = request.Words,
            ShownAs = request.ShownAs,
            ForCouncil = request.ForCouncil,
            AskerSubject = caller.Subject,
            AskedAt = now,
            AreaCode = proposal.AreaCode,
            ProposerSubject = proposal.ProposerSubject,
            Title = proposal.Title,
            IdeaState = proposal.State,
        };
    }

    internal sealed record CountedRow
    {
        public int OfIdea { get; init; }
        public int OwnOpen { get; init; }
    }
}
