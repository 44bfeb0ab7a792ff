using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Gateway.Pages.Council.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Desk;

/// <summary>What the pages of the desk share: the list that somebody looks at, all of which stands in the address.</summary>
public abstract class DeskPage : PageModel
{
    public const string ToMe = "me";

    public const string ToNobody = "nobody";

    [BindProperty(SupportsGet = true)]
    public IdeasShown Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    /// <summary>"me", "nobody", a colleague, or empty for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }

    /// <summary>Only those of which they wanted to be reminded by now.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Due { get; set; }

    /// <summary>A part of the title.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Part { get; set; }

    /// <summary>The id of what they have to be about; empty is anything.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Topic { get; set; }

    [BindProperty(SupportsGet = true)]
    public CaseOrder Order { get; set; }

    /// <summary>The list, as the address has it after the question mark.</summary>
    public string Query => string.Join('&', Asked().Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"));

    /// <summary>The list, as the service takes it.</summary>
    internal CaseFilter Filter() => FilterOf(Show, Area, Who, Due, Part, Topic, Order);

    internal static CaseFilter FilterOf(
        IdeasShown show, string? area, string? who, bool due, string? part, string? topic, CaseOrder order)
    {
        var filter = new CaseFilter
        {
            AreaCode = area ?? "", ReminderDue = due, TitlePart = part?.Trim() ?? "", TopicId = topic ?? "", Order = order,
            Assigned = who switch
            {
                null or "" => CaseAssigned.Unspecified,
                ToMe => CaseAssigned.ToMe,
                ToNobody => CaseAssigned.ToNobody,
                _ => CaseAssigned.ToColleague,
            },
        };
        filter.ColleagueSubject = filter.Assigned == CaseAssigned.ToColleague ? who : "";
        filter.States.AddRange(Ideas.IndexModel.States(show));
        return filter;
    }

    private IEnumerable<(string Name, string Value)> Asked()
    {
        yield return ("show", $"{Show}");
        yield return ("area", Area ?? "");
        yield return ("who", Who ?? "");
        yield return ("due", Due ? "true" : "false");
        yield return ("part", Part ?? "");
        yield return ("topic", Topic ?? "");
        yield return ("order", $"{Order}");
    }
}
