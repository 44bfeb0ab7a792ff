using Participatory.People;
using Participatory.Platform;

var builder = ServiceProcess.CreateBuilder(args);
builder.AddPeople();
var app = builder.Build();
app.MapPeople();
return await ServiceProcess.RunAsync(app, args);
