<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
<context>
    <name>Actions</name>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Other database…</source>
        <translation>打开其他台账…</translation>
    </message>
    <message>
        <source>Page {number}</source>
        <translation>第 {number} 页</translation>
    </message>
</context>
<context>
    <name>ActivityBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stops what is being done; nothing is left half done</source>
        <translation>停止正在做的事，不会留下做了一半的内容</translation>
    </message>
</context>
<context>
    <name>BehindCard</name>
    <message>
        <source>No target is behind.</source>
        <translation>没有落后的目标。</translation>
    </message>
    <message>
        <source>Open target {title}</source>
        <translation>打开目标：{title}</translation>
    </message>
    <message>
        <source>{by}: {value}, {points} points behind</source>
        <translation>截至 {by} {value}，落后 {points} 个百分点</translation>
    </message>
    <message>
        <source>{where}; {amount} a month would catch up</source>
        <translation>{where}；此后每月 {amount}，年底可完成</translation>
    </message>
</context>
<context>
    <name>BoardColumns</name>
    <message>
        <source>Code</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标任务</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>牵头单位</translation>
    </message>
    <message>
        <source>Year&apos;s target</source>
        <translation>年度目标</translation>
    </message>
    <message>
        <source>So far</source>
        <translation>本期累计</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>完成率</translation>
    </message>
    <message>
        <source>Lamp</source>
        <translation>亮灯</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>{unit} ({role}): {saying}</source>
        <translation>{unit}（{role}）{saying}</translation>
    </message>
</context>
<context>
    <name>BoardPage</name>
    <message>
        <source>Targets of the selection</source>
        <translation>选中范围内的目标任务</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>看板</translation>
    </message>
    <message>
        <source>Export summary…</source>
        <translation>导出汇总表…</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>No target matches the filter</source>
        <translation>没有符合筛选的目标任务</translation>
    </message>
    <message>
        <source>There are targets, but none with these lamps in this unit and area.</source>
        <translation>目标任务是有的，只是这个单位、这个板块里没有这种亮灯的。</translation>
    </message>
    <message>
        <source>About the selected target</source>
        <translation>选中目标任务的说明</translation>
    </message>
    <message>
        <source>No report has come in for {period} yet</source>
        <translation>{period}还没有收到上报表</translation>
    </message>
    <message>
        <source>Issue the assignment workbooks on the exchange page; when departments send their reports back, drop them on this window or import them here.</source>
        <translation>先在“交换”页下达任务表；各单位报回来后，把文件或文件夹拖进窗口，或在这里导入。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>{count} of {total} units have reported. Missing: {units}</source>
        <translation>已上报 {count} / {total} 家，未上报：{units}</translation>
    </message>
    <message>
        <source>All {total} units have reported.</source>
        <translation>{total} 家单位全部已上报。</translation>
    </message>
    <message>
        <source>{count} targets</source>
        <translation>{count} 项目标任务</translation>
    </message>
    <message>
        <source>The board cannot be read</source>
        <translation>看板读取失败</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>Chooser</name>
    <message>
        <source>Import workbooks</source>
        <translation>导入工作簿</translation>
    </message>
    <message>
        <source>Open the assignment workbook</source>
        <translation>打开任务下达表</translation>
    </message>
    <message>
        <source>Open a catalogue of targets</source>
        <translation>打开目标目录</translation>
    </message>
    <message>
        <source>Catalogues (*.csv *.xlsx)</source>
        <translation>目标目录 (*.csv *.xlsx)</translation>
    </message>
    <message>
        <source>Save the workbook</source>
        <translation>保存工作簿</translation>
    </message>
    <message>
        <source>Excel workbooks (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Choose the folder for the assignment workbooks</source>
        <translation>选择存放任务下达表的文件夹</translation>
    </message>
    <message>
        <source>Open a database</source>
        <translation>打开台账</translation>
    </message>
    <message>
        <source>Where to keep the data</source>
        <translation>选择台账的保存位置</translation>
    </message>
    <message>
        <source>Workbooks (*.xlsx *.xlsm *.xls *.xlsb *.ods *.et)</source>
        <translation>工作簿 (*.xlsx *.xlsm *.xls *.xlsb *.ods *.et)</translation>
    </message>
    <message>
        <source>Databases (*.db);;All files (*)</source>
        <translation>台账 (*.db);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong in the program</source>
        <translation>程序出错了</translation>
    </message>
    <message>
        <source>The last action was not carried out. What was saved before is safe. Please send on these details.</source>
        <translation>刚才的操作没有完成，此前保存的内容完好。请把下面的详细信息发给技术人员。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Curve</name>
    <message>
        <source>Jan</source>
        <translation>1 月</translation>
    </message>
    <message>
        <source>Dec</source>
        <translation>12 月</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>序时计划</translation>
    </message>
</context>
<context>
    <name>EntryHead</name>
    <message>
        <source>Due {day}</source>
        <translation>{day} 截止</translation>
    </message>
    <message>
        <source>{due} · closed, nothing can be changed</source>
        <translation>{due} · 已关闭，不能修改</translation>
    </message>
    <message>
        <source>{due} · {days} days left</source>
        <translation>{due} · 还有 {days} 天</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Export report</source>
        <translation>导出上报</translation>
    </message>
    <message>
        <source>Find a target  Ctrl+F</source>
        <translation>查找目标  Ctrl+F</translation>
    </message>
    <message>
        <source>Find a target</source>
        <translation>查找目标</translation>
    </message>
    <message>
        <source>Progress of {period}</source>
        <translation>{period}进展</translation>
    </message>
    <message>
        <source>Filled {done} / {total}</source>
        <translation>已填 {done} / {total}</translation>
    </message>
</context>
<context>
    <name>EntryModel</name>
    <message>
        <source>Year&apos;s target</source>
        <translation>年度目标</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>上期累计</translation>
    </message>
    <message>
        <source>This period</source>
        <translation>本期完成</translation>
    </message>
    <message>
        <source>To date</source>
        <translation>本期累计</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标任务</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>完成率</translation>
    </message>
    <message>
        <source>Lamp</source>
        <translation>亮灯</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>EntryPage</name>
    <message>
        <source>Entries</source>
        <translation>填报表格</translation>
    </message>
    <message>
        <source>The entries could not be read</source>
        <translation>填报内容读取失败</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>No target fits these words</source>
        <translation>没有符合查找内容的目标任务</translation>
    </message>
    <message>
        <source>{count} targets are hidden by the search.</source>
        <translation>有 {count} 项目标任务因查找而没有显示。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>No targets yet</source>
        <translation>还没有目标任务</translation>
    </message>
    <message>
        <source>Import the assignment workbook that headquarters sent; its targets then stand here.</source>
        <translation>请导入上级发来的任务下达表，目标任务就会列在这里。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Not saved yet: {why}</source>
        <translation>还没有保存：{why}</translation>
    </message>
</context>
<context>
    <name>EntryPane</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>At this pace about {figure} by the year&apos;s end.</source>
        <translation>按此进度年底约 {figure}。</translation>
    </message>
    <message>
        <source>{field} (needed)</source>
        <translation>{field}（需填）</translation>
    </message>
</context>
<context>
    <name>Errands</name>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>Writing assignment workbooks</source>
        <translation>正在生成任务下达表</translation>
    </message>
    <message>
        <source>Undo the import of “{file}”?</source>
        <translation>撤销导入“{file}”？</translation>
    </message>
    <message>
        <source>Everything goes back to how it was before this file was taken. A backup is made first.</source>
        <translation>所有内容恢复到接收这个文件之前的样子。撤销前会先做备份。</translation>
    </message>
    <message>
        <source>Undo import</source>
        <translation>撤销导入</translation>
    </message>
    <message>
        <source>Undone: {file}</source>
        <translation>已撤销：{file}</translation>
    </message>
    <message>
        <source>Exporting the report</source>
        <translation>正在导出上报表</translation>
    </message>
    <message>
        <source>Writing the summary workbook</source>
        <translation>正在生成汇总表</translation>
    </message>
    <message>
        <source>The summary of {period} is in {file}</source>
        <translation>{period}汇总表已导出：{file}</translation>
    </message>
    <message>
        <source>{count} files read: {states}</source>
        <translation>读取了 {count} 个文件：{states}</translation>
    </message>
    <message>
        <source>There is no workbook in what was chosen.</source>
        <translation>选中的内容里没有工作簿。</translation>
    </message>
    <message>
        <source>{count} assignment workbooks are in {folder}</source>
        <translation>{count} 份任务下达表已存放在 {folder}</translation>
    </message>
    <message>
        <source>Not exported: there are errors to put right first.</source>
        <translation>没有导出：请先改正错误。</translation>
    </message>
    <message>
        <source>Report no. {revision} is in {file}, check code {code}</source>
        <translation>第 {revision} 次上报表已导出：{file}，校验码 {code}</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
</context>
<context>
    <name>ExchangeColumns</name>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>填报期</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>校验结果</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>填的内容</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Check code</source>
        <translation>校验码</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
</context>
<context>
    <name>ExchangePage</name>
    <message>
        <source>Past exchanges</source>
        <translation>历次接收</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>交换</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Issue assignments…</source>
        <translation>下达任务表…</translation>
    </message>
    <message>
        <source>Export summary…</source>
        <translation>导出汇总表…</translation>
    </message>
    <message>
        <source>Export report…</source>
        <translation>导出上报…</translation>
    </message>
    <message>
        <source>Undo import…</source>
        <translation>撤销导入…</translation>
    </message>
    <message>
        <source>Past exchanges {count}</source>
        <translation>历次接收 {count}</translation>
    </message>
    <message>
        <source>Just received {count}</source>
        <translation>刚收到 {count}</translation>
    </message>
    <message>
        <source>Drop workbooks or a folder anywhere on this window, or choose them here.</source>
        <translation>把工作簿或文件夹拖到窗口的任何位置，或者在这里选择。</translation>
    </message>
    <message>
        <source>Nothing has been exchanged yet</source>
        <translation>还没有接收过文件</translation>
    </message>
    <message>
        <source>No file was received since the program was started</source>
        <translation>这次打开程序以来还没有收到文件</translation>
    </message>
    <message>
        <source>The exchanges cannot be read</source>
        <translation>接收记录读取失败</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>FindingList</name>
    <message>
        <source>Weight</source>
        <translation>程度</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标任务</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>栏目</translation>
    </message>
    <message>
        <source>What and how to mend it</source>
        <translation>问题和改法</translation>
    </message>
    <message>
        <source>What the checks say</source>
        <translation>校验结果</translation>
    </message>
</context>
<context>
    <name>HeatMap</name>
    <message>
        <source>Areas by units</source>
        <translation>各单位各板块亮灯</translation>
    </message>
</context>
<context>
    <name>HeatModel</name>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>All units</source>
        <translation>全部单位</translation>
    </message>
    <message>
        <source>{unit}: not reported yet</source>
        <translation>{unit}：未上报</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Lamps</source>
        <translation>亮灯</translation>
    </message>
    <message>
        <source>Furthest behind</source>
        <translation>落后最多</translation>
    </message>
    <message>
        <source>The year&apos;s end at the pace so far</source>
        <translation>按目前进度预计全年</translation>
    </message>
    <message>
        <source>No target has been assigned yet</source>
        <translation>还没有下达目标任务</translation>
    </message>
    <message>
        <source>Open the assignment workbook that headquarters sent; what is to be filled in comes with it.</source>
        <translation>请打开上级发来的任务表，需要填报的目标会随之导入。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished">导入…</translation>
    </message>
    <message>
        <source>Due {day}</source>
        <translation type="unfinished">{day} 截止</translation>
    </message>
    <message>
        <source>{due} · closed, nothing can be changed</source>
        <translation type="unfinished">{due} · 已关闭，不能修改</translation>
    </message>
    <message>
        <source>{due} · {days} days overdue</source>
        <translation>{due} · 已逾期 {days} 天</translation>
    </message>
    <message>
        <source>{due} · {days} days left</source>
        <translation type="unfinished">{due} · 还有 {days} 天</translation>
    </message>
    <message>
        <source>The home page cannot be read</source>
        <translation>工作台读取失败</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished">重试</translation>
    </message>
</context>
<context>
    <name>LampsCard</name>
    <message>
        <source>as last period</source>
        <translation>与上期持平</translation>
    </message>
    <message>
        <source>{change} since last period</source>
        <translation>较上期 {change}</translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>en</source>
        <translation>zh</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Target Desk</source>
        <translation>目标填报台账</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>正在打开</translation>
    </message>
    <message>
        <source>This database is open in another window.</source>
        <translation>这个台账已经在另一个窗口里打开。</translation>
    </message>
    <message>
        <source>Target Desk — {unit}</source>
        <translation>目标填报台账 — {unit}</translation>
    </message>
    <message>
        <source>This database is on a network share, where it can be damaged. Please keep it on this computer.</source>
        <translation>这个台账放在网络共享上，容易损坏，请移到本机再使用。</translation>
    </message>
</context>
<context>
    <name>NewPlanDialog</name>
    <message>
        <source>New headquarters&apos; database</source>
        <translation>新建汇总端台账</translation>
    </message>
    <message>
        <source>Supervision office</source>
        <translation>督查室（目标办）</translation>
    </message>
    <message>
        <source>&amp;Name of this unit</source>
        <translation>本单位名称(&amp;N)</translation>
    </message>
    <message>
        <source>The 2024 catalogue that ships with the program, as an example</source>
        <translation>用程序自带的 2024 年目标目录（示例分工）</translation>
    </message>
    <message>
        <source>A catalogue of our own (.csv or .xlsx)</source>
        <translation>用自己的目标目录（.csv 或 .xlsx）</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
</context>
<context>
    <name>NodeLine</name>
    <message>
        <source>{node} (due {day})</source>
        <translation>{node}（{day} 到期）</translation>
    </message>
    <message>
        <source>Done on</source>
        <translation>完成日期</translation>
    </message>
</context>
<context>
    <name>NodeList</name>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
</context>
<context>
    <name>OutlookCard</name>
    <message>
        <source>{count} will be reached</source>
        <translation>{count} 项预计完成</translation>
    </message>
    <message>
        <source>{count} will fall short</source>
        <translation>{count} 项预计完不成</translation>
    </message>
    <message>
        <source>{count} cannot be told</source>
        <translation>{count} 项无法预计</translation>
    </message>
</context>
<context>
    <name>PeriodBox</name>
    <message>
        <source>Period</source>
        <translation>填报期</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Target Desk</source>
        <translation>目标填报台账</translation>
    </message>
    <message>
        <source>{unit} · {seat}</source>
        <translation>{unit} · {seat}</translation>
    </message>
    <message>
        <source>headquarters</source>
        <translation>汇总端</translation>
    </message>
    <message>
        <source>department</source>
        <translation>填报端</translation>
    </message>
    <message>
        <source>Practice data</source>
        <translation>练习数据</translation>
    </message>
    <message>
        <source>Other database…</source>
        <translation>打开其他台账…</translation>
    </message>
</context>
<context>
    <name>ReceivedView</name>
    <message>
        <source>Files just received</source>
        <translation>刚收到的文件</translation>
    </message>
    <message>
        <source>What was found in the selected file</source>
        <translation>选中文件的校验结果</translation>
    </message>
    <message>
        <source>Put these right, then export again</source>
        <translation>请改正以下问题，再导出</translation>
    </message>
    <message>
        <source>What was found in {file}</source>
        <translation>{file} 的校验结果</translation>
    </message>
</context>
<context>
    <name>RefusedCells</name>
    <message>
        <source>Some cells cannot take this</source>
        <translation>有些单元格填不了</translation>
    </message>
    <message>
        <source>{count} cells cannot take this</source>
        <translation>有 {count} 个单元格填不了</translation>
    </message>
    <message>
        <source>Put in the other {count}</source>
        <translation>填入其余 {count} 格</translation>
    </message>
    <message>
        <source>Put in nothing</source>
        <translation>一格也不填</translation>
    </message>
</context>
<context>
    <name>Seat</name>
    <message>
        <source>Board</source>
        <translation>看板</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>填报</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>交换</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>选中的单元格</translation>
    </message>
    <message>
        <source>Open period</source>
        <translation>当前填报期</translation>
    </message>
    <message>
        <source>Last saved</source>
        <translation>上次保存</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>已保存 {time}</translation>
    </message>
</context>
<context>
    <name>Selection</name>
    <message>
        <source>{count} cells</source>
        <translation>选中 {count} 格</translation>
    </message>
    <message>
        <source>{cells} · sum {sum} · average {average}</source>
        <translation>{cells} · 合计 {sum} · 平均 {average}</translation>
    </message>
</context>
<context>
    <name>SignatureDialog</name>
    <message>
        <source>Who answers for this report</source>
        <translation>填报人和审核人</translation>
    </message>
    <message>
        <source>The names stand in the report workbook. They may be left empty.</source>
        <translation>会写在上报表里，可以不填。</translation>
    </message>
    <message>
        <source>Filled in by</source>
        <translation>填报人</translation>
    </message>
    <message>
        <source>Checked by</source>
        <translation>审核人</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>Export report</source>
        <translation>导出上报</translation>
    </message>
</context>
<context>
    <name>StepsCard</name>
    <message>
        <source>To do now</source>
        <translation>现在要做</translation>
    </message>
    <message>
        <source>This period is closed; there is nothing to do.</source>
        <translation>本期已关闭，没有要做的事。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Exported, check code {code}. Send the file, then wait for the reply.</source>
        <translation>已导出，校验码 {code}。请报送文件，等待回复。</translation>
    </message>
    <message>
        <source>Assignment imported</source>
        <translation>任务表已导入</translation>
    </message>
    <message>
        <source>Every target is filled in</source>
        <translation>各项目标均已填报</translation>
    </message>
    <message>
        <source>No errors</source>
        <translation>没有错误</translation>
    </message>
    <message>
        <source>Nothing left to explain</source>
        <translation>没有需要说明的项</translation>
    </message>
    <message>
        <source>Every comment is answered</source>
        <translation>审核意见均已回复</translation>
    </message>
    <message>
        <source>Report exported</source>
        <translation>上报表已导出</translation>
    </message>
    <message>
        <source>Import the assignment that headquarters issued</source>
        <translation>导入上级下达的任务表</translation>
    </message>
    <message>
        <source>{count} targets are not filled in yet</source>
        <translation>还有 {count} 项未填</translation>
    </message>
    <message>
        <source>{count} targets have errors</source>
        <translation>{count} 项有错误</translation>
    </message>
    <message>
        <source>{count} targets want an explanation</source>
        <translation>{count} 项需要说明</translation>
    </message>
    <message>
        <source>{count} returned items want an answer</source>
        <translation>{count} 项退回意见待回复</translation>
    </message>
    <message>
        <source>Export the report and send it</source>
        <translation>导出上报表并报送</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished">导入…</translation>
    </message>
    <message>
        <source>Fill in</source>
        <translation>去填报</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>去修改</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>去说明</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>去回复</translation>
    </message>
    <message>
        <source>Export report</source>
        <translation type="unfinished">导出上报</translation>
    </message>
</context>
<context>
    <name>Taking</name>
    <message>
        <source>nothing can be typed here</source>
        <translation>这里不能填写</translation>
    </message>
    <message>
        <source>Excel showed this because the column was too narrow; widen it and copy again</source>
        <translation>Excel 里列太窄，显示成了井号，请先加宽再复制</translation>
    </message>
    <message>
        <source>Excel showed a rounded number; show all of its digits and copy again</source>
        <translation>Excel 里显示的是舍入后的数，请先显示全部位数再复制</translation>
    </message>
</context>
<context>
    <name>TargetChart</name>
    <message>
        <source>The year of {title}</source>
        <translation>{title}：全年进度</translation>
    </message>
    <message>
        <source>No figure was reported yet</source>
        <translation>还没有上报数值</translation>
    </message>
    <message>
        <source>{by}: planned {planned}, reported {reported}</source>
        <translation>{by}：序时 {planned}，上报 {reported}</translation>
    </message>
</context>
<context>
    <name>Totals</name>
    <message>
        <source>Show only these targets</source>
        <translation>只看这些目标任务</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Reading the assignment</source>
        <translation>正在读取任务下达表</translation>
    </message>
    <message>
        <source>Target Desk</source>
        <translation>目标填报台账</translation>
    </message>
    <message>
        <source>Say every month how far each of the year&apos;s targets has come.</source>
        <translation>逐月填报年度目标任务的进展，离线使用，数据只保存在本机。</translation>
    </message>
    <message>
        <source>Open a database…</source>
        <translation>打开已有台账…</translation>
    </message>
    <message>
        <source>New headquarters&apos; database…</source>
        <translation>新建汇总端台账…</translation>
    </message>
    <message>
        <source>I have an assignment</source>
        <translation>打开上级发来的任务下达表</translation>
    </message>
    <message>
        <source>Open the workbook that headquarters sent. Everything for filling it in is made from it.</source>
        <translation>选择收到的 Excel 工作簿，程序会据此建好本单位的台账。</translation>
    </message>
    <message>
        <source>Open assignment…</source>
        <translation>打开任务下达表…</translation>
    </message>
    <message>
        <source>I want to try it</source>
        <translation>用示例数据练习</translation>
    </message>
    <message>
        <source>Practise on invented data in a database of its own. Real data is never touched.</source>
        <translation>在单独的练习台账里用虚构的数据操作，不影响真实数据。</translation>
    </message>
    <message>
        <source>Practise</source>
        <translation>开始练习</translation>
    </message>
    <message>
        <source>I have a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Put a backup in a place of your choice and go on where it stopped.</source>
        <translation>把备份恢复到选定的位置，从上次停下的地方继续。</translation>
    </message>
    <message>
        <source>Restore backup…</source>
        <translation>恢复备份…</translation>
    </message>
    <message>
        <source>practice</source>
        <translation>练习台账</translation>
    </message>
    <message>
        <source>Making practice data</source>
        <translation>正在准备练习数据</translation>
    </message>
    <message>
        <source>Restoring the backup</source>
        <translation>正在恢复备份</translation>
    </message>
    <message>
        <source>headquarters</source>
        <translation>汇总端台账</translation>
    </message>
    <message>
        <source>Making the database</source>
        <translation>正在建立台账</translation>
    </message>
</context>
</TS>
