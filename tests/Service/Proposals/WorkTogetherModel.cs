using Participatory.Platform.Identity;
using Participatory.Proposals.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Why something is refused, as far as a model can know it.</summary>
internal enum Why
{
    Done, NotTheirs, Gone, TooEarly, TooLate, Meanwhile, Again, Own, LastOne, NeverJoined, Full, NoLink
}

/// <summary>An idea as the model knows it; those who write it in the order in which they joined.</summary>
internal sealed class PlayedIdea(string id, Caller proposer, string words)
{
    public string Id { get; } = id;
    public Caller Proposer { get; set; } = proposer;
    public List<Caller> Writers { get; init; } = [proposer];
    public HashSet<Caller> Left { get; } = [];
    public List<string> Said { get; } = [words];
    public int Notes { get; set; }

    /// <summary>Who supports it, and which version.</summary>
    public Dictionary<string, int> Supporters { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<PlayedIdea> Of { get; init; } = [];
    public PlayedIdea? Into { get; set; }
    public bool Gone { get; set; }

    public bool Stands => !Gone && Into is null;

    /// <summary>The two that it is joined of now; none where it was split or taken back.</summary>
    public IReadOnlyList<PlayedIdea> Sides => [.. Of.Where(side => side.Into == this)];

    public bool IsWrittenBy(Caller who) => Writers.Contains(who);

    /// <summary>
    /// Whoever speaks for it while it is joined: who proposed it, or where they left the common one, anybody who did not.
    /// </summary>
    public bool IsSpokenForBy(Caller who, PlayedIdea common) => IsWrittenBy(who) && common.IsWrittenBy(who)
        && (Proposer == who || !common.IsWrittenBy(Proposer));
}

/// <summary>An invitation that somebody made; it is open as long as the model has it.</summary>
internal sealed record PlayedInvitation(PlayedIdea Idea, Caller By, string Id, string Secret);

/// <summary>That two become one, or where <see cref="Common"/> is given, one becomes two again.</summary>
internal sealed class PlayedSuggestion(Joining said, PlayedIdea own, PlayedIdea other, Caller by, PlayedIdea? common)
{
    public Joining Said { get; } = said;
    public PlayedIdea Own { get; } = own;
    public PlayedIdea Other { get; } = other;
    public Caller By { get; } = by;
    public PlayedIdea? Common { get; } = common;
    public JoiningState State { get; set; } = JoiningState.Open;

    public bool IsOpen => State == JoiningState.Open;

    public bool IsOf(PlayedIdea idea) => Own == idea || Other == idea;

    public bool AnswersFor(Caller who) => Decides(Other, who);

    public bool AsksFor(Caller who) => Decides(Own, who);

    /// <summary>Whoever suggested it still speaks for that side.</summary>
    public bool StillSuggests => AsksFor(By);

    private bool Decides(PlayedIdea side, Caller who) => Common is null ? side.Proposer == who : side.IsSpokenForBy(who, Common);
}

/// <summary>
/// What people may do with ideas of a round, and what becomes of them: much simpler than the service, since nothing comes at once here,
/// nothing is stored, and nobody is moderated.
/// </summary>
internal sealed class WorkTogetherModel
{
    private const int MostWriters = 8;
    private const int MostNotes = 20;
    private const int MostSuggested = 5;

    public List<PlayedIdea> Ideas { get; } = [];
    public List<PlayedInvitation> Invitations { get; } = [];
    public List<PlayedSuggestion> Suggestions { get; } = [];
    public Phase Now { get; set; } = Phase.Accepting;

    public IReadOnlyList<PlayedIdea> Standing => [.. Ideas.Where(idea => idea.Stands)];

    public Why WhyNotEdit(Caller who, PlayedIdea idea, int version) =>
        WhyNotWrite(who, idea) is var refused && refused != Why.Done ? refused
        : Now >= Phase.Reviewing ? Why.TooLate
        : version != idea.Said.Count ? Why.Meanwhile
        : Why.Done;

    public Why WhyNotNote(Caller who, PlayedIdea idea) =>
        WhyNotWrite(who, idea) is var refused && refused != Why.Done ? refused
        : Now < Phase.Reviewing ? Why.TooEarly
        : idea.Notes >= MostNotes ? Why.Full
        : Why.Done;

    public Why WhyNotInvite(Caller who, PlayedIdea idea) =>
        !idea.IsWrittenBy(who) ? Why.NotTheirs
        : WhyNotTakeIn(idea, idea.Writers.Count + Invitations.Count(one => one.Idea == idea));

    public Why WhyNotAcceptInvitation(Caller who, PlayedInvitation invitation) =>
        !Invitations.Contains(invitation) ? Why.NoLink
        : invitation.Idea.IsWrittenBy(who) ? Why.Again
        : WhyNotTakeIn(invitation.Idea, invitation.Idea.Writers.Count);

    public Why WhyNotLeave(Caller who, PlayedIdea idea) =>
        idea.Left.Contains(who) ? (idea.Gone ? Why.Gone : Why.Done)
        : !idea.IsWrittenBy(who) ? Why.NotTheirs
        : !idea.Stands ? Why.Gone
        : idea.Writers.Count == 1 ? Why.LastOne
        : idea.Proposer == who && Now >= Phase.Balloting ? Why.TooLate
        : Why.Done;

    public Why WhyNotSupport(PlayedIdea idea) => !idea.Stands ? Why.Gone : Now >= Phase.Balloting ? Why.TooLate : Why.Done;

    public Why WhyNotWithdraw(Caller who, PlayedIdea idea) =>
        idea.Proposer != who ? (idea.Stands ? Why.NotTheirs : Why.Gone)
        : idea.Into is not null ? Why.Gone
        : idea.Gone ? Why.Done
        : Now >= Phase.Balloting ? Why.TooLate
        : idea.Sides.Count > 0 && idea.Writers.Count > 1 ? Why.LastOne
        : Why.Done;

    public Why WhyNotSuggest(Caller who, PlayedIdea own, PlayedIdea other)
    {
        if (own.Proposer != who)
        {
            return Why.NotTheirs;
        }

        var last = LastJoin(own, other);
        return WhyNotJoin(own, other) is var refused && refused != Why.Done ? refused
            : last is { State: JoiningState.Refused } && last.Own == own ? Why.Again
            : last is { IsOpen: true } && last.Own == own && last.By == who ? Why.Again
            : IsFull(own) || IsFull(other) ? Why.Full
            : Why.Done;

        // What the other side, or whoever proposed it before, suggests of the two gives way.
        bool IsFull(PlayedIdea idea) => Suggestions.Count(
            one => one.Common is null && one.IsOpen && one.IsOf(idea) && one != last) >= MostSuggested;
    }

    public Why WhyNotSayYes(Caller who, PlayedSuggestion said)
    {
        if (said.Common is { } common)
        {
            return common.Sides.Contains(said.Other) && !said.AnswersFor(who) ? Why.NotTheirs
                : !said.IsOpen ? Why.Meanwhile
                : WhyNotBecomeTwo(common) is var cannot && cannot != Why.Done ? cannot
                : !said.StillSuggests ? Why.Meanwhile
                : said.By == who ? Why.Own
                : Why.Done;
        }

        return !said.AnswersFor(who) ? Why.NotTheirs
            : !said.IsOpen ? Why.Meanwhile
            : WhyNotJoin(said.Own, said.Other) is var refused && refused != Why.Done ? refused
            : said.Own.Proposer != said.By ? Why.Meanwhile
            : Why.Done;
    }

    public static Why WhyNotSayNo(Caller who, PlayedSuggestion said) =>
        !said.AnswersFor(who) ? Why.NotTheirs
        : said.IsOpen || said.State == JoiningState.Refused ? Why.Done
        : Why.Meanwhile;

    public static Why WhyNotTakeBack(Caller who, PlayedSuggestion said) =>
        !said.AsksFor(who) ? Why.NotTheirs
        : said.IsOpen || said.State == JoiningState.Ended ? Why.Done
        : Why.Meanwhile;

    public Why WhyNotSplit(Caller who, PlayedIdea common)
    {
        if (!common.IsWrittenBy(who))
        {
            return Why.NotTheirs;
        }

        if (WhyNotBecomeTwo(common) is var refused && refused != Why.Done)
        {
            return refused;
        }

        var own = common.Sides.Where(side => side.IsSpokenForBy(who, common)).ToList();
        var last = Suggestions.LastOrDefault(one => one.Common == common);
        return own.Count == 0 ? Why.NotTheirs
            : own.Count == 2 ? Why.Own
            : last is { IsOpen: true, StillSuggests: true } ? Why.Again
            : last is { State: JoiningState.Refused } && last.Own == own[0] ? Why.Again
            : Why.Done;
    }

    public void Leave(Caller who, PlayedIdea idea)
    {
        if (!idea.Writers.Remove(who))
        {
            return;
        }

        idea.Left.Add(who);
        Invitations.RemoveAll(one => one.Idea == idea && one.By == who);
        idea.Proposer = idea.Proposer == who ? idea.Writers[0] : idea.Proposer;
    }

    public void TakeSupportBack(Caller who, PlayedIdea idea)
    {
        if (idea.Supporters.Remove(who.Subject))
        {
            Below(idea);
        }

        void Below(PlayedIdea one)
        {
            foreach (var side in one.Sides)
            {
                side.Supporters.Remove(who.Subject);
                Below(side);
            }
        }
    }

    public void Withdraw(PlayedIdea idea)
    {
        if (idea.Gone)
        {
            return;
        }

        End(idea);
        GoWith(idea);

        static void GoWith(PlayedIdea one)
        {
            foreach (var side in one.Sides)
            {
                GoWith(side);
                side.Into = null;
            }

            one.Gone = true;
        }
    }

    /// <summary>It is suggested, in the place of what was suggested of the two before.</summary>
    public void Suggest(PlayedSuggestion next)
    {
        var last = next.Common is null ? LastJoin(next.Own, next.Other) : Suggestions.LastOrDefault(one => one.Common == next.Common);
        if (last is { IsOpen: true } before)
        {
            before.State = JoiningState.Ended;
        }

        Suggestions.Add(next);
    }

    /// <summary>Both say yes to one idea of two.</summary>
    public void Join(PlayedSuggestion said, string id)
    {
        said.State = JoiningState.Accepted;
        var (carried, other) = said.Said.CarriedBy == said.Own.Id ? (said.Own, said.Other) : (said.Other, said.Own);
        var common = new PlayedIdea(id, carried.Proposer, said.Said.Words)
        {
            Of = [said.Own, said.Other],
            Writers = [.. carried.Writers.OrderBy(writer => writer == carried.Proposer ? 0 : 1).Union(other.Writers)],
        };
        foreach (var side in common.Of)
        {
            side.Into = common;
            End(side);
            foreach (var supporter in side.Supporters.Keys)
            {
                common.Supporters[supporter] = 0;
            }
        }

        Ideas.Add(common);
    }

    /// <summary>Both say yes to two of one.</summary>
    public void Split(PlayedSuggestion said, PlayedIdea common)
    {
        said.State = JoiningState.Accepted;
        foreach (var side in common.Sides)
        {
            side.Into = null;
            foreach (var gone in side.Writers.Where(writer => !common.IsWrittenBy(writer)).ToList())
            {
                Leave(gone, side);
            }
        }

        common.Gone = true;
        End(common);
    }

    private static Why WhyNotWrite(Caller who, PlayedIdea idea) =>
        !idea.Stands ? Why.Gone : !idea.IsWrittenBy(who) ? Why.NotTheirs : Why.Done;

    private Why WhyNotTakeIn(PlayedIdea idea, int writers) =>
        !idea.Stands ? Why.Gone : Now >= Phase.Balloting ? Why.TooLate : writers >= MostWriters ? Why.Full : Why.Done;

    private Why WhyNotJoin(PlayedIdea own, PlayedIdea other) =>
        own == other ? Why.Own
        : Now >= Phase.Reviewing ? Why.TooLate
        : !own.Stands || !other.Stands ? Why.Gone
        : own.Proposer == other.Proposer ? Why.Own
        : own.Writers.Union(other.Writers).Count() > MostWriters ? Why.Full
        : Why.Done;

    private Why WhyNotBecomeTwo(PlayedIdea common) =>
        !common.Stands ? Why.Gone
        : common.Sides.Count == 0 ? Why.NeverJoined
        : Now >= Phase.Reviewing ? Why.TooLate
        : common.Sides.Any(side => !side.Writers.Exists(common.IsWrittenBy)) ? Why.LastOne
        : Why.Done;

    private PlayedSuggestion? LastJoin(PlayedIdea one, PlayedIdea other) =>
        Suggestions.LastOrDefault(said => said.Common is null && one != other && said.IsOf(one) && said.IsOf(other));

    private void End(PlayedIdea idea)
    {
        foreach (var said in Suggestions.Where(said => said.IsOpen && (said.IsOf(idea) || said.Common == idea)))
        {
            said.State = JoiningState.Ended;
        }
    }
}
