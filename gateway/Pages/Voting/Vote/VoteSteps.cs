using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Pages.Shared;
using Participatory.Voting.V1;
using GrpcStatus = Grpc.Core.StatusCode;

namespace Participatory.Gateway.Pages.Voting.Vote;

/// <content>The forms: each does its step and leads on by redirect.</content>
public sealed partial class VoteModel
{
    /// <summary>Step one: opens the ballot paper that the code is for.</summary>
    public async Task<IActionResult> OnPostCode(string id, CancellationToken cancellation)
    {
        await LoadPoll(id, cancellation);
        OpenBallot.Forget(HttpContext, Poll.PollId, Of);
        Of = OpenBallot.Begin(HttpContext, Poll.PollId);
        var isCard = BallotCards.LooksLikeOne(Card);
        ballot = new OpenBallot
        {
            Code = Code ?? "", Card = isCard ? Card! : BallotCards.New(), CardIsOurs = !isCard, RequestId = Guid.NewGuid().ToString(),
        };
        if (string.IsNullOrWhiteSpace(Code))
        {
            return Refuse(new(Step.Code, nameof(Code), Words.Voting.CodeMissing));
        }

        return await OpenPaper(cancellation) is { } refused ? Refuse(refused) : Go(Step.Ballot);
    }

    /// <summary>Step one for whoever has voted: opens their ballot.</summary>
    public async Task<IActionResult> OnPostCard(string id, CancellationToken cancellation)
    {
        await LoadPoll(id, cancellation);
        OpenBallot.Forget(HttpContext, Poll.PollId, Of);
        Of = OpenBallot.Begin(HttpContext, Poll.PollId);
        ballot = new OpenBallot { Card = BallotCards.Tidy(Card ?? ""), Version = 1, RequestId = Guid.NewGuid().ToString() };
        LookUpCardResponse? cast = null;
        if (await OpenPaper(cancellation, found => cast = found) is { } refused)
        {
            return Refuse(refused);
        }

        ballot = ballot with { Version = cast!.Version, Numbers = Choices.OfBallot(Poll, Choices!.Contest, cast).Kept() };
        return Go(Step.Ballot);
    }

    /// <summary>Step two, without a script: says what the chosen ideas come to.</summary>
    public Task<IActionResult> OnPostTotal(string id, CancellationToken cancellation) => Choose(id, look: false, cancellation);

    /// <summary>Step two: on to the check, once the choices can be cast.</summary>
    public Task<IActionResult> OnPostChoose(string id, CancellationToken cancellation) => Choose(id, look: true, cancellation);

    /// <summary>Step three: casts. Sent twice, it leads to the same receipt.</summary>
    public async Task<IActionResult> OnPostCast(string id, CancellationToken cancellation)
    {
        await LoadPoll(id, cancellation);
        ballot = OpenBallot.Find(HttpContext, Poll.PollId, Of);
        // Cast already, gone, or chosen otherwise in another tab: the step that is asked for says which.
        if (ballot is not { Receipt.Length: 0 })
        {
            return Redirect(To(Step.Receipt));
        }

        if (ballot.RequestId != RequestId)
        {
            return Refuse(new(Step.Check, "", Words.Voting.ChosenElsewhere));
        }

        if (await OpenPaper(cancellation, mayHaveVoted: true) is { } refused)
        {
            return Refuse(refused);
        }

        return await Cast(Choices.OfKept(Poll, Choices!.Contest, ballot.Numbers), cancellation);
    }

    private async Task<IActionResult> Cast(Choices choices, CancellationToken cancellation)
    {
        var request = new CastBallotRequest
        {
            RequestId = ballot!.RequestId, PollId = Poll.PollId, Code = ballot.Code, Card = ballot.Card, Replaces = ballot.Version,
        };
        request.ProjectIds.AddRange(choices.Chosen.Select(project => project.ProjectId));
        if (choices.HasPoints)
        {
            request.Points.AddRange(choices.Given);
        }

        try
        {
            var receipt = await voting.CastBallotAsync(request, cancellationToken: cancellation);
            ballot = new OpenBallot
            {
                Card = ballot.Card, CardIsOurs = ballot.CardIsOurs, Receipt = JsonFormatter.Default.Format(receipt),
            };
            return Go(Step.Receipt);
        }
        catch (RpcException refusal) when (refusal.CanBePutRight())
        {
            var step = refusal.StatusCode switch
            {
                GrpcStatus.InvalidArgument => Step.Ballot,
                GrpcStatus.ResourceExhausted => Step.Check,
                _ => Version > 0 ? Step.Card : Step.Code,
            };
            return Refuse(new(step, step == Step.Ballot ? nameof(ProjectIds) : "", refusal.Status.Detail));
        }
    }

    private async Task<IActionResult> Choose(string id, bool look, CancellationToken cancellation)
    {
        await LoadPoll(id, cancellation);
        ballot = OpenBallot.Find(HttpContext, Poll.PollId, Of);
        if (ballot is not { Receipt.Length: 0 })
        {
            return Redirect(To(Step.Receipt));
        }

        if (await OpenPaper(cancellation) is { } refused)
        {
            return Refuse(refused);
        }

        var choices = Listed.Count > 0
            ? Choices.OfNumbers(Poll, Choices!.Contest, Listed, Numbers)
            : Choices.OfTicks(Poll, Choices!.Contest, ProjectIds);
        var kept = choices.Kept();
        if (!kept.SequenceEqual(ballot.Numbers))
        {
            ballot = ballot with { Numbers = kept, RequestId = Guid.NewGuid().ToString() };
        }

        return !look ? Go(Step.Ballot)
            : choices.ToPutRight(say) is { } sentence ? Refuse(new(Step.Ballot, nameof(ProjectIds), sentence)) : Go(Step.Check);
    }

    /// <summary>Opens the paper that the code or the card is for.</summary>
    /// <param name="found">Hears what the card's ballot is.</param>
    /// <param name="mayHaveVoted">The same ballot may be sent once more, and gets the same receipt.</param>
    /// <returns>Null where it is open.</returns>
    private async Task<Fault?> OpenPaper(
        CancellationToken cancellation, Action<LookUpCardResponse>? found = null, bool mayHaveVoted = false)
    {
        try
        {
            if (ballot!.Version > 0)
            {
                var cast = await voting.LookUpCardAsync(
                    new LookUpCardRequest { PollId = Poll.PollId, Card = ballot.Card }, cancellationToken: cancellation);
                found?.Invoke(cast);
                return Lay(cast.AreaCode);
            }

            var paper = await voting.LookUpCodeAsync(
                new LookUpCodeRequest { PollId = Poll.PollId, Code = ballot.Code }, cancellationToken: cancellation);
            return paper.HasVoted && !mayHaveVoted ? new(Step.Code, "", Words.Voting.HasVoted) : Lay(paper.AreaCode);
        }
        catch (RpcException refusal) when (refusal.StatusCode is GrpcStatus.NotFound or GrpcStatus.PermissionDenied)
        {
            return Version > 0 ? new(Step.Card, nameof(Card), Words.Voting.CardUnknown)
                : new(Step.Code, nameof(Code), Words.Voting.CodeUnknown);
        }
        catch (RpcException refusal) when (refusal.CanBePutRight())
        {
            return Version > 0 ? new(Step.Card, nameof(Card), refusal.Status.Detail)
                : new(Step.Code, nameof(Code), refusal.Status.Detail);
        }
    }

    private Fault? Lay(string areaCode)
    {
        Choices = new Choices(Poll, Poll.Contests.Single(contest => contest.AreaCode == areaCode), [], []);
        return null;
    }

    private RedirectResult Go(Step step)
    {
        (ballot! with { Fault = "", FaultyField = "" }).Keep(HttpContext, Poll.PollId, Of!);
        return Redirect(To(step));
    }

    // Sixteen letters with one wrong are put right more easily than typed again; a code about which nothing can be done is forgotten.
    private RedirectResult Refuse(Fault fault)
    {
        var kept = ballot! with { Fault = fault.Sentence, FaultyField = fault.Field };
        (fault is { Step: Step.Code, Field: "" } ? kept with { Code = "", Numbers = [] } : kept).Keep(HttpContext, Poll.PollId, Of!);
        return Redirect(To(fault.Step));
    }

    /// <summary>Where to say what.</summary>
    private sealed record Fault(Step Step, string Field, string Sentence);
}
