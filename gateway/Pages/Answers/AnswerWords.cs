using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Answers;

/// <summary>How steps, promises, outcomes and questions are said.</summary>
public static class AnswerWords
{
    /// <summary>The name of a step in an address.</summary>
    public static string AddressOf(Step step) => step.ToString().ToLowerInvariant();

    /// <summary>The step that an address names, or unspecified.</summary>
    public static Step StepOf(string address) =>
        Enum.GetValues<Step>().FirstOrDefault(step => AddressOf(step) == address);

    public static string Of(Step step) => step switch
    {
        Step.Proposing => Words.Answering.StepProposing,
        Step.Review => Words.Answering.StepReview,
        Step.Vote => Words.Answering.StepVote,
        Step.Money => Words.Answering.StepMoney,
        _ => Words.Answering.StepStory,
    };

    public static string Of(Point point) => point switch
    {
        Point.ListenedTo => Words.Answering.PointListened,
        Point.Trusted => Words.Answering.PointTrusted,
        Point.Equal => Words.Answering.PointEqual,
        _ => Words.Answering.PointTime,
    };

    public static string Of(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Infeasible => Words.Answering.OutcomeInfeasible,
        OutcomeKind.Lost => Words.Answering.OutcomeLost,
        OutcomeKind.GaveWay => Words.Answering.OutcomeGaveWay,
        OutcomeKind.Won => Words.Answering.OutcomeWon,
        OutcomeKind.TakenBack => Words.Answering.OutcomeTakenBack,
        OutcomeKind.NotTakenUp => Words.Answering.OutcomeNotTakenUp,
        _ => Words.Answering.OutcomePaid,
    };

    public static string Of(CommitmentState state) => state switch
    {
        CommitmentState.Open => Words.Answering.StateOpen,
        CommitmentState.Kept => Words.Answering.StateKept,
        CommitmentState.Late => Words.Answering.StateLate,
        CommitmentState.Broken => Words.Answering.StateBroken,
        _ => Words.Answering.StateChanged,
    };

    public static string TagOf(CommitmentState state) => state switch
    {
        CommitmentState.Kept => "tag-won",
        CommitmentState.Late or CommitmentState.Broken => "tag-late",
        _ => "tag-calm",
    };

    public static string TitleOf(Commitment promise, Say say) => promise.Kind switch
    {
        CommitmentKind.Pay => say.Fill(Words.Answering.PayTitle, HidingWords.TitleOf(promise, say)),
        CommitmentKind.Answer => say.Fill(Words.Answering.AnswerTitle, HidingWords.TitleOf(promise, say)),
        CommitmentKind.Priority => say.Fill(Words.Answering.PriorityTitle, HidingWords.TitleOf(promise, say)),
        CommitmentKind.Clawback => say.Fill(Words.Answering.ClawbackTitle, say.Money(promise.Amount)),
        CommitmentKind.ChangedMind => say.Fill(Words.Answering.ChangedTitle, HidingWords.TitleOf(promise, say)),
        _ => promise.Title,
    };

    /// <summary>Who has to keep it; empty where nobody has to do anything any more.</summary>
    public static string RoleOf(Commitment promise) => promise.Kind switch
    {
        CommitmentKind.Pay => Words.Answering.RolePay,
        CommitmentKind.Answer => Words.Answering.RoleAnswer,
        _ => promise.Role,
    };

    public static string Of(AboutMe question) => question switch
    {
        AboutMe.Age => Words.Answering.QAge,
        AboutMe.Disability => Words.Answering.QDisability,
        AboutMe.Gender => Words.Answering.QGender,
        AboutMe.FirstTime => Words.Answering.QFirst,
        AboutMe.Ethnicity => Words.Answering.QEthnicity,
        AboutMe.Language => Words.Answering.QLanguage,
        _ => Words.Answering.QHome,
    };

    public static string Of(AboutMe question, string choice) => (question, choice) switch
    {
        (_, "") => Words.Answering.FairnessDidNotSay,
        (_, "yes") => Words.Answering.Yes,
        (_, "no") => Words.Answering.No,
        (AboutMe.Age, "under-25") => Words.Answering.QAgeUnder25,
        (AboutMe.Age, "25-44") => Words.Answering.QAge25,
        (AboutMe.Age, "45-64") => Words.Answering.QAge45,
        (AboutMe.Age, "65-over") => Words.Answering.QAge65,
        (AboutMe.Gender, "woman") => Words.Answering.QGenderWoman,
        (AboutMe.Gender, "man") => Words.Answering.QGenderMan,
        (AboutMe.Gender, "other") => Words.Answering.QGenderOther,
        (AboutMe.Home, "owned") => Words.Answering.QHomeOwned,
        (AboutMe.Home, "rented") => Words.Answering.QHomeRented,
        (AboutMe.Home, "other") => Words.Answering.QHomeOther,
        (AboutMe.Ethnicity, _) => CensusWords.Ethnicity(choice),
        (AboutMe.Language, _) => CensusWords.Language(choice),
        // A choice that is newer than this page shows as its code rather than not at all.
        _ => choice,
    };

    /// <returns>"40 minutes", "2 hours and 5 minutes".</returns>
    public static string Time(long minutes, Say say) => (minutes / 60, minutes % 60) switch
    {
        (0, var rest) => say.Count(Words.Answering.Minutes, rest),
        (var hours, 0) => say.Count(Words.Answering.Hours, hours),
        var (hours, rest) => say.Fill(
            Words.Answering.HoursMinutes, say.Count(Words.Answering.Hours, hours), say.Count(Words.Answering.Minutes, rest)),
    };

    /// <summary>
    /// The minutes for each thousand pounds (or whatever the currency is), as a sentence; empty where there is nothing to divide.
    /// </summary>
    public static string MinutesPerThousand(TimeAsked asked, Say say)
    {
        if (asked.Minutes == 0 || asked.Granted is not { AmountMinor: > 0 } granted)
        {
            return "";
        }

        var thousand = 1_000L;
        for (var digit = 0; digit < Amounts.Digits(granted.Currency); digit++)
        {
            thousand *= 10;
        }

        var minutes = (long)Math.Round(asked.Minutes * (decimal)thousand / granted.AmountMinor, MidpointRounding.AwayFromZero);
        return say.Count(Words.Answering.TimePer, minutes, say.Money(thousand, granted.Currency));
    }
}
