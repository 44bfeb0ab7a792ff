using System.Globalization;
using System.Resources;
using Participatory.Platform.Identity;
using Participatory.Words;

namespace Participatory.People.Notices;

/// <summary>Puts what people are told into words, in the language of whoever reads it.</summary>
internal sealed class NoticeWords(PeopleSettings settings)
{
    private static readonly ResourceManager Sentences = Words.Notices.ResourceManager;

    /// <summary>The e-mail with a code.</summary>
    public (string Subject, string Body) Code(string code, CultureInfo language) => (
        Fill(Words.SignIn.ResourceManager, nameof(Words.SignIn.MailSubject), language),
        WithFoot(
            Fill(Words.SignIn.ResourceManager, nameof(Words.SignIn.MailBody), language, code, settings.CouncilName), "", settings.Contact,
                language));

    /// <param name="reason">Of <see cref="NoticeReason"/>.</param>
    /// <param name="link">Where its link leads; empty where it has none.</param>
    public static (string Subject, string Body) Of(string reason, NoticeDetails details, string link, CultureInfo language)
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

        string ReviewedBy() => Fill(Sentences, "ReviewedBy", language, details.Who);
    }

    /// <summary>With where the idea can be read, and whom to ask; what is empty is left out.</summary>
    /// <param name="page">The address of the idea's page; empty where the e-mail has its own link, or is about no idea.</param>
    public static string WithFoot(string body, string page, CouncilContact contact, CultureInfo language)
    {
        var parts = new List<string> { body };
        if (page.Length > 0)
        {
            parts.Add(Fill(Sentences, "IdeaPage", language, page));
        }

        if (contact.IsSet)
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

    private static string Fill(ResourceManager sentences, string name, CultureInfo language, params object?[] values) =>
        string.Format(language, sentences.GetString(name, language)!, values);
}
