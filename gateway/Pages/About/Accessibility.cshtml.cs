using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Pages.About;

/// <summary>
/// The accessibility statement, after the model that UK law asks public bodies to follow (GOV.UK, "Sample accessibility statement").
/// </summary>
[OpenTo(Role.Anyone)]
public sealed class AccessibilityModel(GatewaySettings settings) : PageModel
{
    /// <summary>Who hears complaints in Great Britain.</summary>
    public const string Enforcer = "https://www.equalityadvisoryservice.com/";

    public const string EnforcerPhone = "0808 800 0082";

    /// <summary>Who does in Northern Ireland.</summary>
    public const string NorthernEnforcer = "https://www.equalityni.org/";

    public const string NorthernEnforcerPhone = "028 90 500 600";

    public const string Advice = "https://mcmw.abilitynet.org.uk/";

    public AccessibilityFile Statement { get; } = AccessibilityFile.Read();

    public Settings.Council Council => settings.Council;

    public DateTimeOffset Looked => new(Statement.Looked, new TimeOnly(12, 0), TimeSpan.Zero);

    public bool HasFaults => Statement.Known.Count + Statement.Faults.Count > 0;

    public void OnGet()
    {
    }

    /// <param name="what">"Fault" says it to everybody, "Rule" to those who know the guidelines.</param>
    public static string Of(string what, string name) =>
        Words.Accessibility.ResourceManager.GetString(what + name, CultureInfo.CurrentUICulture)
        ?? throw new InvalidOperationException($"Accessibility.resx has no {what}{name}.");
}
