using System.Globalization;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;

namespace Participatory.People.Following;

/// <summary>
/// Listens to what happens to ideas, areas and rounds. Of the words of an idea only its title is kept, and whether everybody may read it.
/// </summary>
internal sealed class HearHappenings(Happenings happenings)
{
    /// <summary>Starts to listen.</summary>
    public void Listen(Bus bus, Database database)
    {
        bus.On<RoundOpened>("people.follow-opening", database, (opened, transaction) => KnownThings.Open(transaction, opened));
        bus.On<AreasRenamed>("people.follow-names", database, (renamed, transaction) => KnownThings.Rename(transaction, renamed));
        bus.On<ProposalWithdrawn>(
            "people.follow-withdrawal", database, (withdrawn, transaction) => KnownThings.Withdraw(transaction, withdrawn));
        // A photo is in no message of ours.
        bus.On<ProposalHidden>("people.follow-hiding", database, (hidden, transaction) =>
            hidden.Part == "WORDS" ? KnownThings.Hide(transaction, hidden) : Task.CompletedTask);
        ListenToIdeas(bus, database);
        ListenToJoinings(bus, database);
        ListenToRounds(bus, database);
    }

    private void ListenToIdeas(Bus bus, Database database)
    {
        bus.On<ProposalMade>("people.follow-idea", database, async (made, transaction) =>
        {
            await KnownThings.Hear(transaction, made.RoundId, made.ProposalId, made.Title, version: 1);
            // It is no news to those who write it, whatever they follow.
            IReadOnlyList<string> theirs = [made.ProposerSubject, .. made.WriterSubjects ?? []];
            await happenings.Note(
                transaction, Of(HappeningReason.IdeaMade, made.RoundId, made.ProposalId, made.MadeAt) with { AreaCode = made.AreaCode },
                theirs);
            if (made.GroupId.Length > 0)
            {
                await happenings.Note(
                    transaction,
                    Of(HappeningReason.GroupIdeaMade, made.RoundId, made.ProposalId, made.MadeAt, made.GroupId) with
                    {
                        AreaCode = made.AreaCode,
                    },
                    theirs);
            }
        });
        bus.On<ProposalEdited>("people.follow-edit", database, async (edited, transaction) =>
        {
            await KnownThings.Hear(transaction, edited.RoundId, edited.ProposalId, edited.Title, edited.Version);
            await happenings.Note(transaction, Of(
                HappeningReason.IdeaEdited, edited.RoundId, edited.ProposalId, edited.EditedAt, Number(edited.Version)));
        });
        bus.On<EnquiryAnswered>("people.follow-answer", database, async (answered, transaction) =>
        {
            await KnownThings.Hear(transaction, answered.RoundId, answered.ProposalId, answered.Title);
            var mark = answered.AnsweredBy.Length > 0 ? answered.EnquiryId + "/council" : answered.EnquiryId;
            await happenings.Note(
                transaction, Of(HappeningReason.IdeaAnswered, answered.RoundId, answered.ProposalId, answered.AnsweredAt, mark),
                answered.AskerSubject);
        });
        bus.On<ProposalReviewed>("people.follow-review", database, async (reviewed, transaction) =>
        {
            await KnownThings.Hear(transaction, reviewed.RoundId, reviewed.ProposalId, reviewed.Title);
            await happenings.Note(
                transaction,
                Of(HappeningReason.IdeaReviewed, reviewed.RoundId, reviewed.ProposalId, reviewed.ReviewedAt,
                    Number(reviewed.ReviewedAt.UtcTicks)),
                reviewed.ProposerSubject);
        });
        bus.On<SupportGrew>("people.follow-support", database, async (grew, transaction) =>
        {
            await KnownThings.Hear(transaction, grew.RoundId, grew.ProposalId, grew.Title);
            await happenings.Note(
                transaction, Of(HappeningReason.SupportGrew, grew.RoundId, grew.ProposalId, grew.GrewAt, Number(grew.Supports)),
                grew.ProposerSubject);
        });
        // What a group tells the council alone is nobody else's news.
        bus.On<StoryShared>("people.follow-story", database, (shared, transaction) => !shared.WithEverybody ? Task.CompletedTask
            : happenings.Note(
                transaction, Of(HappeningReason.StoryShared, shared.RoundId, shared.ProjectId, shared.ToldAt, shared.ReportId) with
                {
                    AreaCode = shared.AreaCode,
                }));
    }

    private void ListenToJoinings(Bus bus, Database database)
    {
        bus.On<ProposalsJoined>("people.follow-joining", database, async (joined, transaction) =>
        {
            // Where we heard before of its split, it is followed by nobody.
            if (!await KnownThings.LoadIsWithdrawn(transaction, joined.RoundId, joined.ProposalId))
            {
                await FollowingRow.Spread(
                    transaction, joined.RoundId, joined.Ideas.Select(idea => idea.ProposalId), joined.ProposalId, joined.JoinedAt);
            }

            // Whoever writes it said yes to it, and it is no new idea to them.
            var writers = joined.WriterSubjects ?? [];
            var isMade = Of(HappeningReason.IdeaMade, joined.RoundId, joined.ProposalId, joined.JoinedAt);
            await Happenings.Drop(transaction, isMade, writers);
            await happenings.Note(
                transaction, Of(HappeningReason.IdeaJoined, joined.RoundId, joined.ProposalId, joined.JoinedAt), writers);
        });
        bus.On<ProposalsSplit>("people.follow-split", database, async (split, transaction) =>
        {
            await KnownThings.Withdraw(transaction, new ProposalWithdrawn(split.RoundId, split.ProposalId, split.SplitAt));
            foreach (var idea in split.Ideas)
            {
                await FollowingRow.Spread(transaction, split.RoundId, [split.ProposalId], idea.ProposalId, split.SplitAt);
                await happenings.Note(transaction, Of(
                    HappeningReason.IdeaSplit, split.RoundId, idea.ProposalId, split.SplitAt, Number(idea.Number)));
            }
        });
    }

    private void ListenToRounds(Bus bus, Database database)
    {
        void On<T>(string consumer, Func<T, HappeningRow> happened) where T : class =>
            bus.On<T>(consumer, database, (message, transaction) => happenings.Note(transaction, happened(message)));

        On<PrioritiesDecided>("people.follow-priorities", decided =>
            Of(HappeningReason.PrioritiesDecided, decided.RoundId, "", decided.DecidedAt) with { AreaCode = decided.AreaCode });
        bus.On<BallotPaperPublished>("people.follow-paper", database, async (paper, transaction) =>
        {
            // Of ideas that are older than this room, or were published elsewhere, it is the first that we hear.
            foreach (var contest in paper.Contests)
            {
                foreach (var project in contest.Projects)
                {
                    await KnownThings.Hear(transaction, paper.RoundId, project.ProjectId, project.Title);
                }
            }

            await happenings.Note(transaction, Of(HappeningReason.PaperPublished, paper.RoundId, "", paper.OpensAt));
        });
        On<PollOpened>("people.follow-poll", opened => Of(HappeningReason.PollOpened, opened.PollId, "", opened.OpenedAt));
        On<ResultDeclared>("people.follow-result", declared =>
            Of(HappeningReason.ResultDeclared, declared.RoundId, "", declared.DeclaredAt));
        // In several messages, each for some of those who are told by an e-mail of its own.
        bus.On<DatesMoved>("people.follow-dates", database, (moved, transaction) => happenings.Note(
            transaction, Of(HappeningReason.DatesMoved, moved.RoundId, "", moved.MovedAt, Number(moved.Number)), moved.ProposerSubjects));
        bus.On<RoundEnded>("people.follow-end", database, (ended, transaction) => happenings.Note(
            transaction, Of(HappeningReason.RoundEnded, ended.RoundId, "", ended.EndedAt), ended.ProposerSubjects));
    }

    private static HappeningRow Of(string reason, string roundId, string thingId, DateTimeOffset at, string mark = "") => new()
    {
        Reason = reason, RoundId = roundId, ThingId = thingId, Mark = mark, HappenedAt = at,
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
