using Microsoft.Extensions.Configuration;

namespace Participatory.Platform.Identity;

/// <summary>
/// Whom people ask, as a council says it in the settings <c>Council:Contact:Name</c>, <c>:Address</c>, <c>:Email</c>,
/// <c>:Phone</c> and <c>:Hours</c>. It stands at the foot of every page and every e-mail. What is not set is empty and not shown.
/// </summary>
/// <param name="Name">A person or a team, such as "Neighbourhood team".</param>
/// <param name="Address">Where they are, on one line.</param>
/// <param name="Phone">As people write it, such as "01632 960 123".</param>
/// <param name="Hours">When somebody answers, such as "Monday to Friday, 9am to 5pm".</param>
public sealed record CouncilContact(string Name, string Address, string Email, string Phone, string Hours)
{
    /// <summary>Nothing is set.</summary>
    public static CouncilContact None { get; } = new("", "", "", "", "");

    /// <summary>There is a way to reach somebody.</summary>
    public bool IsSet => Address.Length + Email.Length + Phone.Length > 0;

    /// <exception cref="InvalidOperationException">The e-mail address can be none.</exception>
    public static CouncilContact Read(IConfiguration configuration)
    {
        var contact = new CouncilContact(Of("Name"), Of("Address"), Of("Email"), Of("Phone"), Of("Hours"));
        return contact.Email.Length == 0 || contact.Email.IndexOf('@', StringComparison.Ordinal) > 0
            ? contact
            : throw new InvalidOperationException("Council:Contact:Email has to be an e-mail address, such as grants@example.gov.uk.");

        string Of(string name) => configuration[$"Council:Contact:{name}"]?.Trim() ?? "";
    }
}
