using System.Globalization;
using System.Resources;
using Participatory.Contracts;
using Participatory.People.Following;
using Participatory.Words;

namespace Participatory.People.Notices;

/// <summary>Puts what people are told into words, in the language of whoever reads it.</summary>
internal static class NoticeWords
{
    private static readonly ResourceManager Sentences = Words.Notices.ResourceManager;

    /// <summary>The e-mail with a code.</summary>
    public static (string Subject, string Body) Code(string code, CouncilInMail council, CultureInfo language) => (
        Fill(Words.SignIn.ResourceManager, nameof(Words.SignIn.MailSubject), language),
        WithFoot(
            Fill(Words.SignIn.ResourceManager, nameof(Words.SignIn.MailBody), language, code, council.Name), "", council,
                language));

    /// <summary>The e-mail with a code for a change of address, to the new one or to the old one.</summary>
    /// <param name="email">The new address.</param>
    public static (string Subject, string Body) AddressCode(
        string code, string email, bool toNew, CouncilInMail council, CultureInfo language) => (
        Fill(Words.MyAddress.ResourceManager, nameof(Words.MyAddress.MailSubject), language),
        WithFoot(
            Fill(Words.MyAddress.ResourceManager, toNew ? nameof(Words.MyAddress.MailToNew) : nameof(Words.MyAddress.MailToOld), language,
                code, council.Name, email), "", council, language));

    /// <summary>The e-mail to somebody whose address another person has typed as a new one of theirs.</summary>
    public static (string Subject, string Body) AddressTaken(
        CouncilInMail council, CultureInfo language) => (
        Fill(Words.MyAddress.ResourceManager, nameof(Words.MyAddress.MailTakenSubject), language),
        WithFoot(
            Fill(Words.MyAddress.ResourceManager, nameof(Words.MyAddress.MailTaken), language, council.Name), "", council,
            language));

    /// <param name="reason">Of <see cref="NoticeReason"/>.</param>
    /// <param name="link">Where its link leads; empty where it has none.</param>
    /// <param name="address">Puts the council's own address before the path of a page, where more than one link stands in it.</param>
    public static (string Subject, string Body) Of(
        string reason, NoticeDetails details, string link, CultureInfo language, Func<string, string>? address = null)
    {
        var amount = Amounts.Text(details.AmountMinor ?? 0, details.Currency ?? "", language);
        string Said(string name, params object?[] values) => Fill(Sentences, name, language, [details.Title, .. values]);

        return reason switch
        {
            NoticeReason.OnRoll => (Said("OnRollSubject"), Said("OnRollBody")),
            NoticeReason.NotOnRoll => (Said("NotOnRollSubject"), Said("NotOnRollBody", details.OwnWords)),
            NoticeReason.Feasible => (Said("FeasibleSubject"), Said("FeasibleBody", amount, ReviewedBy())),
            NoticeReason.Infeasible => (Said("InfeasibleSubject"), Said("InfeasibleBody", details.OwnWords, ReviewedBy())),
            NoticeReason.Won => (Said("WonSubject"), Said("WonBody", amount, link)),
            NoticeReason.Lost => (Said("OutcomeSubject"), Said("LostBody", Why(), details.Who)),
            NoticeReason.GaveWay => (Said("OutcomeSubject"), Said("GaveWayBody", Why(), details.Who)),
            NoticeReason.NotOnPaper => (Said("OutcomeSubject"), Said("NotOnPaperBody", details.OwnWords, details.Who)),
            NoticeReason.Withdrawn => (Said("WithdrawnSubject"), Said("WithdrawnBody", amount, details.OwnWords, details.Who)),
            NoticeReason.Expired => (Said("ExpiredSubject"), Said("ExpiredBody", amount)),
            NoticeReason.Paid => (Said("PaidSubject"), Said("PaidBody", amount)),
            NoticeReason.PartPaid => (
                Said("PartPaidSubject"),
                Fill(Sentences, "PartPaidBody", language, amount, details.Title, details.Part, details.Parts)),
            NoticeReason.PayeeChanged => (Said("PayeeChangedSubject"), Said("PayeeChangedBody")),
            NoticeReason.Asked => (Said("AskedSubject"), Said("AskedBody", link)),
            NoticeReason.Reminded => (Said("Reminder1Subject"), Said("Reminder1Body", link)),
            NoticeReason.RemindedLast => (Said("Reminder2Subject"), Said("Reminder2Body", link)),
            NoticeReason.Invited => (Said("InvitedSubject"), Said("InvitedBody", link)),
            NoticeReason.Talked => (Said("TalkSubject"), Said("TalkBody", link, details.Who)),
            NoticeReason.Typed => (Said("TypedSubject"), Said("TypedBody", link, details.Who)),
            NoticeReason.HelpOffered => (Said("HelpSubject"), Said("HelpBody")),
            NoticeReason.Excused => (Said("ExcusedSubject"), Said("ExcusedBody", link)),
            NoticeReason.Supported => (Said("SupportedSubject", details.Supports), Said("SupportedBody", details.Supports, link)),
            NoticeReason.EnquiryMade => (Said("EnquiryMadeSubject"), Said("EnquiryMadeBody", link)),
            NoticeReason.EnquiryAnswered => (Said("EnquiryAnsweredSubject"), Said("EnquiryAnsweredBody", link)),
            NoticeReason.DatesMoved => (Said("DatesMovedSubject"), Said("DatesMovedBody", details.OwnWords, details.Who, link)),
            NoticeReason.RoundEnded => (Said("RoundEndedSubject"), Said("RoundEndedBody", details.OwnWords, details.Who, link)),
            NoticeReason.WordsHidden => (
                Said("WordsHiddenSubject"),
                Said(details.Group is null ? "WordsHiddenBody" : "GroupHiddenBody", HiddenAs(), details.Who, link)),
            NoticeReason.WordsKeptHidden => (
                Said("WordsHiddenSubject"),
                Said(details.Group is null ? "WordsKeptHiddenBody" : "GroupKeptHiddenBody", HiddenAs(), details.Who)),
            NoticeReason.WordsShown => (Said("WordsShownSubject"), Said("WordsShownBody", link)),
            NoticeReason.RoleGiven => (Said("RoleGivenSubject"), Said("RoleGivenBody", RoleIn(), details.Who, link)),
            NoticeReason.RoleAsked => (Said("RoleAskedSubject"), Said("RoleAskedBody", RoleIn(), details.Who, link)),
            NoticeReason.RoleTaken => (Said("RoleTakenSubject"), Said("RoleTakenBody", RoleIn(), details.Who)),
            NoticeReason.AddressChanged => (Said("AddressChangedSubject"), Said("AddressChangedBody")),
            NoticeReason.PasskeyAdded => (Said("PasskeyAddedSubject"), Said("PasskeyAddedBody", link)),
            NoticeReason.PasskeyRemoved => (Said("PasskeyRemovedSubject"), Said("PasskeyRemovedBody", link)),
            NoticeReason.ProviderBound => (Said("ProviderBoundSubject"), Said("ProviderBoundBody", link)),
            NoticeReason.ResetAsked => (Said("ResetAskedSubject"), Said("ResetAskedBody", details.Who, link)),
            NoticeReason.ResetOfYouAsked => (Said("ResetOfYouAskedSubject"), Said("ResetOfYouAskedBody", details.Who)),
            NoticeReason.PasskeysReset => (Said("PasskeysResetSubject"), Said("PasskeysResetBody", details.Who, link)),
            NoticeReason.Followed => FollowingWords.Of(details.Followed, link, address ?? (path => path), language),
            NoticeReason.Work => Work(details.Work ?? [], link, language),
            NoticeReason.AccountEnds => AccountEnds(details.Days ?? 0, link, language),
            NoticeReason.Answered => (Said("AnsweredSubject"), Said("AnsweredBody", details.Who)),
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "There is no such reason to tell anybody anything."),
        };

        // No day or hour is said in it, so no zone matters.
        string? Why()
        {
            using (Language.In(language))
            {
                return details.Loss is { } loss ? new WhyNot(new Say(TimeZoneInfo.Utc, TimeProvider.System)).Sentence(loss)
                    : details.OwnWords;
            }
        }

        string RoleIn() => string.Join(", ", (details.Role ?? "").Split(' ').Select(role => Fill(Sentences, role switch
        {
            "FINANCE" => "RoleFinance",
            "ADMINISTRATOR" => "RoleAdministrator",
            "CONNECTOR" => "RoleConnector",
            _ => "RoleOfficer",
        }, language)));

        string HiddenAs() => Fill(Sentences, details.Hidden switch
        {
            "NAMES_A_PERSON" => "HiddenNamesAPerson",
            "ABUSE" => "HiddenAbuse",
            "AGAINST_THE_LAW" => "HiddenAgainstTheLaw",
            "NOT_ABOUT_THIS_PLACE" => "HiddenNotAboutThisPlace",
            _ => "HiddenAdvertising",
        }, language);

        string ReviewedBy() => Fill(Sentences, "ReviewedBy", language, details.Who);
    }

    /// <summary>With how e-mails of its kind are stopped.</summary>
    public static string WithStop(string body, string stop, CultureInfo language) =>
        $"{body}\n\n{Fill(Sentences, "StopMail", language, stop)}";

    /// <summary>With where the idea can be read, the council's own words and whom to ask; what is empty is left out.</summary>
    /// <param name="page">The address of the idea's page; empty where the e-mail has its own link, or is about no idea.</param>
    public static string WithFoot(string body, string page, CouncilInMail council, CultureInfo language)
    {
        var parts = new List<string> { body };
        if (page.Length > 0)
        {
            parts.Add(Fill(Sentences, "IdeaPage", language, page));
        }

        if (council.Words.Length > 0)
        {
            parts.Add(council.Words);
        }

        if (council.Contact is { IsSet: true } contact)
        {
            (string Name, string Value)[] lines =
            [
                ("FootName", contact.Name), ("FootPhone", contact.Phone), ("FootHours", contact.Hours), ("FootEmail", contact.Email),
                ("FootAddress", contact.Address),
            ];
            parts.Add(string.Join(
                '\n', lines.Where(line => line.Value.Length > 0).Select(line => Fill(Sentences, line.Name, language, line.Value))));
        }

        return string.Join("\n\n", parts);
    }

    /// <summary>What waits, a line for each kind; of a kind that is new to this process there is only the page that knows it.</summary>
    private static (string Subject, string Body) Work(IReadOnlyList<WorkTold> work, string link, CultureInfo language)
    {
        using (Language.In(language))
        {
            // No day or hour is said in it, so no zone matters.
            var say = new Say(TimeZoneInfo.Utc, TimeProvider.System);
            var lines = work.Select(told => Line(told, say)).Where(line => line.Length > 0).Select(line => $"- {line}");
            return (say.Count(Words.Notices.WorkSubject, work.Sum(told => told.Count)),
                say.Fill(Words.Notices.WorkBody, string.Join('\n', lines), link));
        }
    }

    private static (string Subject, string Body) AccountEnds(int days, string link, CultureInfo language)
    {
        using (Language.In(language))
        {
            // A number of days is no day, so no zone matters.
            var say = new Say(TimeZoneInfo.Utc, TimeProvider.System);
            return (say.Count(Words.Notices.AccountEndsSubject, days),
                $"{say.Count(Words.Notices.AccountEndsBody, days)}\n\n{say.Fill(Words.Notices.AccountEndsKeep, link)}");
        }
    }

    private static string Line(WorkTold told, Say say) => told.Kind switch
    {
        WorkKinds.ReleasesDeclined => say.Count(Words.Notices.WorkReleasesDeclined, told.Count),
        WorkKinds.PaymentStopped => say.Fill(Words.Council.PaymentStopped, told.Title),
        WorkKinds.ReleasesToApprove => say.Count(Words.Notices.WorkReleases, told.Count),
        WorkKinds.ClawbacksToDecide => say.Count(Words.Notices.WorkClawbacks, told.Count),
        WorkKinds.ChangesToConfirm => say.Count(Words.Council.PayeesToConfirm, told.Count),
        WorkKinds.PayerToApprove => Words.Council.PayerToApprove,
        WorkKinds.PayeesToCheck => say.Count(Words.Council.PayeesToCheck, told.Count),
        WorkKinds.PaymentsToApprove => say.Count(Words.Council.ToApprove, told.Count),
        WorkKinds.PaymentsForRun => say.Count(Words.Council.RunToMake, told.Count),
        WorkKinds.PaymentsToConfirm => say.Count(Words.Council.ToConfirm, told.Count),
        WorkKinds.DifferencesToSettle => say.Count(Words.Council.DifferencesToSettle, told.Count),
        WorkKinds.WordsToLookAt => say.Count(Words.Council.WordsToLookAt, told.Count, told.Title),
        WorkKinds.PartsToLookAt => say.Count(Words.Council.PartsToLookAt, told.Count),
        WorkKinds.GroupsToLookAt => say.Count(Words.CouncilHiding.WaitingGroups, told.Count),
        WorkKinds.IdeasToCheck => say.Count(Words.Council.IdeasToValue, told.Count, told.Title),
        WorkKinds.EnquiriesToAnswer => say.Count(Words.CouncilEnquiries.Waiting, told.Count, told.Title),
        WorkKinds.MoneyToRelease => say.Fill(Words.Council.MoneyToRelease, told.Title),
        WorkKinds.PaperToPublish => say.Fill(Words.Council.PaperToPublish, told.Title),
        WorkKinds.VotersToUpload => say.Fill(Words.Council.RollToBring, told.Title),
        WorkKinds.CodesToApprove => say.Fill(Words.Notices.WorkCodes, told.Title),
        WorkKinds.ExtensionToApprove => say.Fill(Words.Notices.WorkExtension, told.Title),
        WorkKinds.PaperToEnter => say.Count(Words.Notices.WorkPaper, told.Count, told.Title),
        WorkKinds.ResultToDeclare => say.Fill(Words.Council.ResultToDeclare, told.Title),
        WorkKinds.PaymentsToRequest => say.Count(Words.Council.ToInstruct, told.Count),
        WorkKinds.OffersUnanswered => say.Count(Words.Council.ForAnswer, told.Count),
        WorkKinds.GrantsWithoutMoney => say.Count(Words.Council.ForMoney, told.Count),
        WorkKinds.StoriesToReply => say.Count(Words.Council.StoriesToAnswer, told.Count),
        WorkKinds.PrioritiesToAnswer => say.Count(Words.CouncilAnswers.PrioritiesWaiting, told.Count, told.Title),
        WorkKinds.PromisesLate => say.Count(Words.CouncilAnswers.PromisesLateWaiting, told.Count, told.Title),
        WorkKinds.ScoresToReply => say.Fill(Words.CouncilAnswers.ReplyWaiting, told.Title),
        _ => "",
    };

    private static string Fill(ResourceManager sentences, string name, CultureInfo language, params object?[] values) =>
        string.Format(language, sentences.GetString(name, language)!, values);
}
