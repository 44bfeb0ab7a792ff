using System.Reflection;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway;
using Participatory.Gateway.People;
using Enum = System.Enum;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>
/// What a page offers in which state. Where somebody may do something and the page has no button for it, nothing fails and nobody can do
/// it; so the table says yes or no to each state, and a state or an offer that comes later has to be thought of here.
/// </summary>
public sealed class OfferedTests
{
    /// <summary>
    /// Whose page it is: whoever sees it has every role and every right to the thing, or none to it, or only writes or hosts it.
    /// </summary>
    private static readonly string[] Whose = ["", "Mine", "WrittenByMe", "HostedByMe"];

    private const string Table = """
        Council.Desk.Case.CanBeValued Round yes: Accepting Reviewing no: Listening Balloting Finished
        Council.Desk.Case.CanBeValued Idea yes: Open Feasible Infeasible no: Withdrawn OnBallot Won Lost
        Council.Desk.Index.CanBeValued Round yes: Accepting Reviewing no: Listening Balloting Finished
        Council.Ideas.Idea.CanBeValued Round yes: Accepting Reviewing no: Listening Balloting Finished
        Council.Ideas.Idea.CanBeValued Idea yes: Open Feasible Infeasible no: Withdrawn OnBallot Won Lost
        Council.Ideas.Index.CanBeValued Round yes: Accepting Reviewing no: Listening Balloting Finished
        Council.Paper.Index.IsOver Poll yes: Closed Declared no: Scheduled Open
        Council.Payees.Payee.CanCheck Payee yes: Check Correct no: ChooseHolder ConfirmHosting GiveBankDetails ConfirmChange Ready Agree
        Council.Payees.Payee.CanConfirm Payee yes: ConfirmChange no: ChooseHolder ConfirmHosting GiveBankDetails Check Correct Ready Agree
        Council.Payments.Payment.CanApprove Payment yes: Instructed no: Approved Confirmed Cancelled
        Council.Payments.Payment.CanCancel Payment yes: Instructed Approved no: Confirmed Cancelled
        Council.Payments.Payment.CanConfirm Payment yes: Approved no: Instructed Confirmed Cancelled
        Council.Priorities.Index.MayChoose Round yes: Listening Accepting no: Reviewing Balloting Finished
        Council.Releases.Release.Undecided Release yes: Proposed no: Approved Declined
        Council.Roll.Codes.CanVote Poll yes: Scheduled Open no: Closed Declared
        Council.Rounds.Correct.CanRename Round yes: Listening Accepting Reviewing no: Balloting Finished
        Council.Rounds.Dates.CanMove Round yes: Listening Accepting Reviewing no: Balloting Finished
        Council.Rounds.Round.BeforePaper Round yes: Listening Accepting Reviewing no: Balloting Finished
        Council.Sorting.Index.IsLive Round yes: Listening Accepting Reviewing Balloting no: Finished
        Council.Themes.Index.IsLive Round yes: Listening Accepting Reviewing Balloting no: Finished
        Council.Topics.Index.CanChange Round yes: Listening Accepting no: Reviewing Balloting Finished
        Hosting.Hosting.AsksBank Payee yes: GiveBankDetails Correct no: ChooseHolder ConfirmHosting ConfirmChange Check Ready Agree
        Ideas.Idea.CanBeTakenBack Round yes: Listening Accepting Reviewing no: Balloting Finished
        Ideas.Idea.CanBeTakenBack Idea yes: Open Feasible Infeasible no: Withdrawn OnBallot Won Lost
        Ideas.Edit.CanEdit Round yes: Listening Accepting no: Reviewing Balloting Finished
        Ideas.Edit.CanEdit Idea yes: Open no: Withdrawn Feasible Infeasible OnBallot Won Lost
        Ideas.Idea.CanEdit Round yes: Listening Accepting no: Reviewing Balloting Finished
        Ideas.Idea.CanEdit Idea yes: Open no: Withdrawn Feasible Infeasible OnBallot Won Lost
        Ideas.Idea.CanJoin Round yes: Listening Accepting no: Reviewing Balloting Finished
        Ideas.Idea.CanJoin Idea yes: Open no: Withdrawn Feasible Infeasible OnBallot Won Lost
        Ideas.Joining.CanSuggest Round yes: Listening Accepting no: Reviewing Balloting Finished
        Ideas.Joining.CanSuggest Idea yes: Open no: Withdrawn Feasible Infeasible OnBallot Won Lost
        Ideas.Joining.OnlyProposer Round yes: Listening Accepting no: Reviewing Balloting Finished
        Ideas.Joining.OnlyProposer Idea yes: Open no: Withdrawn Feasible Infeasible OnBallot Won Lost
        Ideas.Idea.SeesWriters Idea yes: Open Feasible Infeasible OnBallot Won Lost no: Withdrawn
        Ideas.Idea.TakesNotes Idea yes: Open Feasible Infeasible OnBallot Won Lost no: Withdrawn
        Ideas.Writers.CanLeave Idea yes: Open Feasible Infeasible OnBallot Won Lost no: Withdrawn
        Ideas.Idea.MovesPhotos Round yes: Accepting Reviewing no: Listening Balloting Finished
        Ideas.Idea.MovesPhotos Idea yes: Open Feasible Infeasible OnBallot Won Lost no: Withdrawn
        Ideas.Idea.TakesPhoto Round yes: Accepting Reviewing no: Listening Balloting Finished
        Ideas.Idea.TakesPhoto Idea yes: Open Feasible Infeasible OnBallot Won Lost no: Withdrawn
        Ideas.Idea.TakesSupport Round yes: Accepting Reviewing no: Listening Balloting Finished
        Ideas.Idea.TakesSupport Idea yes: Open Feasible no: Withdrawn Infeasible OnBallot Won Lost
        Ideas.Idea.TakesQuestions Round yes: Accepting Reviewing Balloting no: Listening Finished
        Ideas.Idea.TakesQuestions Idea yes: Open Feasible Infeasible OnBallot Won Lost no: Withdrawn
        My.Grants.Holding.AsksBank Payee yes: GiveBankDetails Correct no: ChooseHolder ConfirmHosting ConfirmChange Check Ready Agree
        My.Grants.Holding.AsksBank Award yes: Accepted no: Offered Declined Paid Closed Waiting Withdrawn Expired
        My.Grants.Holding.AsksSecond Payee yes: Agree no: ChooseHolder ConfirmHosting GiveBankDetails ConfirmChange Check Correct Ready
        My.Grants.Holding.AsksSecond Award yes: Accepted no: Offered Declined Paid Closed Waiting Withdrawn Expired
        My.Grants.Holding.AsksWho Payee yes: ChooseHolder no: ConfirmHosting GiveBankDetails ConfirmChange Check Correct Ready Agree
        My.Grants.Holding.AsksWho Award yes: Accepted no: Offered Declined Paid Closed Waiting Withdrawn Expired
        My.Grants.Holding.CanChange Award yes: Accepted no: Offered Declined Paid Closed Waiting Withdrawn Expired
        """;

    private static readonly HttpContext Somebody = new DefaultHttpContext
    {
        User = Person.Of(
            new()
            {
                Subject = "somebody", TokenExpireTime = new Timestamp(), Roles = { Role.Officer, Role.Finance, Role.Administrator },
            }, "", "session"),
    };

    [Fact]
    public void What_a_page_offers_says_yes_or_no_to_each_state()
    {
        var offers = typeof(GatewayService).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PageModel)) && !type.IsAbstract)
            .SelectMany(Rows).Order(StringComparer.Ordinal).ToList();
        var said = Table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
        Assert.True(said.SequenceEqual(offers), $"The pages say:\n{string.Join('\n', offers)}");
    }

    private static IEnumerable<string> Rows(System.Type page)
    {
        var offers = page.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(one => one.PropertyType == typeof(bool) && !one.CanWrite).ToList();
        var states = (from property in page.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                      where typeof(IMessage).IsAssignableFrom(property.PropertyType) && property.CanWrite
                      from state in property.PropertyType.GetProperties()
                      where state.PropertyType.IsEnum && (state.Name is "State" or "Phase" or "Step")
                      select (Of: property, State: state)).ToList();
        foreach (var offer in states.Count == 0 ? [] : offers)
        {
            // Of all states together, in which somebody could be shown it.
            var offered = Product(states.ConvertAll(one => Values(one.State.PropertyType)))
                .Where(now => Variants(page).Any(model => Offers(model, offer, states.Zip(now)))).ToList();
            var turns = states.Index().Where(one => offered.Select(now => now[one.Index]).Distinct().Count() is > 0 and var some
                && some < Values(one.Item.State.PropertyType).Count).ToList();
            if (turns.Count == 0)
            {
                continue;
            }

            var yes = turns.ConvertAll(one => offered.Select(now => now[one.Index]).Distinct().Order().ToList());
            var together = offered.Select(now => string.Join(' ', turns.Select(one => now[one.Index]))).Distinct().Count();
            var place = page.FullName!["Participatory.Gateway.Pages.".Length..].Replace("Model", "", StringComparison.Ordinal);
            foreach (var (one, values) in turns.Zip(yes))
            {
                yield return $"{place}.{offer.Name} {one.Item.Of.Name} yes: {string.Join(' ', values)} "
                    + $"no: {string.Join(' ', Values(one.Item.State.PropertyType).Except(values))}"
                    + (together == yes.Aggregate(1, (all, some) => all * some.Count) ? "" : " (not in all of them together)");
            }
        }
    }

    private static List<object> Values(System.Type states) =>
        [.. Enum.GetValues(states).Cast<object>().Where(state => $"{state}" != "Unspecified")];

    private static IEnumerable<IReadOnlyList<object>> Product(IReadOnlyList<List<object>> all) => all.Aggregate(
        (IEnumerable<IReadOnlyList<object>>)[[]],
        (some, values) => some.SelectMany(one => values.Select(value => (object[])[.. one, value])));

    private static IEnumerable<PageModel> Variants(System.Type page) =>
        from whose in Whose
        from holder in Enum.GetValues<Participatory.Grants.V1.Holder>()
        select Make(page, whose, holder);

    private static PageModel Make(System.Type page, string whose, Participatory.Grants.V1.Holder holder)
    {
        var model = (PageModel)RuntimeHelpers.GetUninitializedObject(page);
        model.PageContext = new PageContext { HttpContext = Somebody };
        foreach (var property in page.GetProperties().Where(one => typeof(IMessage).IsAssignableFrom(one.PropertyType) && one.CanWrite))
        {
            var message = Activator.CreateInstance(property.PropertyType)!;
            property.PropertyType.GetProperty(whose)?.SetValue(message, true);
            property.PropertyType.GetProperty("Holder")?.SetValue(message, holder);
            property.SetValue(model, message);
        }

        return model;
    }

    private static bool Offers(
        PageModel model, PropertyInfo offer, IEnumerable<((PropertyInfo Of, PropertyInfo State) State, object Now)> states)
    {
        foreach (var (state, now) in states)
        {
            state.State.SetValue(state.Of.GetValue(model), now);
        }

        try
        {
            return (bool)offer.GetValue(model)!;
        }
        catch (TargetInvocationException)
        {
            // It needs more than a message to say.
            return false;
        }
    }
}
