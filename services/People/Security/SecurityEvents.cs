using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Running;

namespace Participatory.People.Security;

/// <summary>What this service writes into the security log goes by the names that the staff's page knows.</summary>
internal static class SecurityEvents
{
    extension(SecurityLog log)
    {
        public void Note(SecurityEventKind kind, string subject = "", string about = "", long count = 1) =>
            log.Note(StateText.Of(kind), subject, about, count);

        public void Count(SecurityEventKind kind, string subject = "") => log.Count(StateText.Of(kind), subject);
    }
}
