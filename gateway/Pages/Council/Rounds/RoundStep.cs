using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Council.Rounds;

/// <summary>A decision by which somebody moves a round on.</summary>
public enum RoundStep
{
    /// <summary>There is nothing to decide now.</summary>
    None,
    OpenIdeas,
    CloseIdeas,
    PublishPaper,
    OpenPoll,
    ClosePoll,
    DeclareResult,
}

/// <summary>Which decision comes next, and how it is said. Whether it is allowed is for the services to say.</summary>
public static class RoundSteps
{
    public static RoundStep Next(Round round, Poll? poll) => (round.Phase, poll?.State) switch
    {
        (Phase.Listening, _) => RoundStep.OpenIdeas,
        (Phase.Accepting, _) => RoundStep.CloseIdeas,
        (Phase.Reviewing, _) => RoundStep.PublishPaper,
        (Phase.Balloting, PollState.Scheduled) => RoundStep.OpenPoll,
        (Phase.Balloting, PollState.Open) => RoundStep.ClosePoll,
        (Phase.Balloting, PollState.Closed) => RoundStep.DeclareResult,
        _ => RoundStep.None,
    };

    public static string Title(RoundStep step) => step switch
    {
        RoundStep.OpenIdeas => Words.CouncilRounds.OpenIdeasTitle,
        RoundStep.CloseIdeas => Words.CouncilRounds.CloseIdeasTitle,
        RoundStep.PublishPaper => Words.CouncilRounds.PublishTitle,
        RoundStep.OpenPoll => Words.CouncilRounds.OpenPollTitle,
        RoundStep.ClosePoll => Words.CouncilRounds.ClosePollTitle,
        RoundStep.DeclareResult => Words.CouncilRounds.DeclareTitle,
        _ => "",
    };

    /// <summary>What it means.</summary>
    public static string Meaning(RoundStep step) => step switch
    {
        RoundStep.OpenIdeas => Words.CouncilRounds.OpenIdeasWords,
        RoundStep.CloseIdeas => Words.CouncilRounds.CloseIdeasWords,
        RoundStep.PublishPaper => Words.CouncilRounds.PublishWords,
        RoundStep.OpenPoll => Words.CouncilRounds.OpenPollWords,
        RoundStep.ClosePoll => Words.CouncilRounds.ClosePollWords,
        RoundStep.DeclareResult => Words.CouncilRounds.DeclareWords,
        _ => "",
    };

    /// <summary>What cannot be undone.</summary>
    public static string NoWayBack(RoundStep step) => step switch
    {
        RoundStep.OpenIdeas => Words.CouncilRounds.OpenIdeasStands,
        RoundStep.CloseIdeas => Words.CouncilRounds.CloseIdeasStands,
        RoundStep.PublishPaper => Words.CouncilRounds.PublishStands,
        RoundStep.OpenPoll => Words.CouncilRounds.OpenPollStands,
        RoundStep.ClosePoll => Words.CouncilRounds.ClosePollStands,
        RoundStep.DeclareResult => Words.CouncilRounds.DeclareStands,
        _ => "",
    };

    public static string Button(RoundStep step) => step switch
    {
        RoundStep.OpenIdeas => Words.CouncilRounds.OpenIdeasButton,
        RoundStep.CloseIdeas => Words.CouncilRounds.CloseIdeasButton,
        RoundStep.PublishPaper => Words.CouncilRounds.PublishButton,
        RoundStep.OpenPoll => Words.CouncilRounds.OpenPollButton,
        RoundStep.ClosePoll => Words.CouncilRounds.ClosePollButton,
        RoundStep.DeclareResult => Words.CouncilRounds.DeclareButton,
        _ => "",
    };

    /// <summary>When it happens by the calendar, if nobody decides earlier; null where only a person can.</summary>
    public static Google.Protobuf.WellKnownTypes.Timestamp? ByItself(RoundStep step, Round round, Poll? poll) => step switch
    {
        RoundStep.OpenIdeas => round.Dates.AcceptingFrom,
        RoundStep.CloseIdeas => round.Dates.ReviewingFrom,
        RoundStep.OpenPoll => poll?.OpenTime,
        RoundStep.ClosePoll => poll?.CloseTime,
        _ => null,
    };
}
