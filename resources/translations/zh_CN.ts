<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
<context>
    <name>AccessDialog</name>
    <message>
        <source>Encryption and passphrase</source>
        <translation>加密和口令</translation>
    </message>
    <message>
        <source>Set a passphrase…</source>
        <translation>设置口令…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更换…</translation>
    </message>
    <message>
        <source>Recovery key…</source>
        <translation>恢复密钥…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Encrypt them</source>
        <translation>全部加密</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{count} files can still be read without it: evidence and copies from before.</source>
        <translation>还有 {count} 个以前的文件没有加密（佐证材料、备份），不用口令就能打开。</translation>
    </message>
    <message>
        <source>The database, its evidence and its backups are encrypted.</source>
        <translation>台账、佐证材料和备份都已加密。</translation>
    </message>
    <message>
        <source>No passphrase is set: whoever gets hold of the file can read it.</source>
        <translation>没有设置口令：拿到台账文件的人就能看到内容。</translation>
    </message>
    <message>
        <source>Workbooks that are issued or reported are not encrypted by this; give those a password of their own.</source>
        <translation>下达和上报的工作簿不在其内，需要时另设打开密码。</translation>
    </message>
    <message>
        <source>With a passphrase the database, its evidence and its backups are encrypted, and whoever opens the database has to type it. A recovery key is made for the day it is forgotten.</source>
        <translation>设置口令以后，台账、佐证材料和备份都加密保存，打开台账要输入口令。同时生成一个恢复密钥，忘了口令时用。</translation>
    </message>
    <message>
        <source>At least 10 characters; a sentence that only you would think of is best. Copies that were made before and lie elsewhere stay as they are, and what is deleted may stay on a disk for a while.</source>
        <translation>至少 10 个字符（汉字按两个算），最好是一句只有您会想到的话。以前拷到别处的副本不会变；删掉的旧文件，硬盘上可能还会留一段时间。</translation>
    </message>
    <message>
        <source>Set a passphrase</source>
        <translation>设置口令</translation>
    </message>
    <message>
        <source>Encrypting…</source>
        <translation>正在加密…</translation>
    </message>
    <message>
        <source>The recovery key stays the same. Copies that lie elsewhere keep the old passphrase.</source>
        <translation>恢复密钥不变。拷到别处的备份仍用原口令。</translation>
    </message>
    <message>
        <source>Passphrase until now</source>
        <translation>原口令</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>更换口令</translation>
    </message>
    <message>
        <source>The passphrase is another one now.</source>
        <translation>口令已更换。</translation>
    </message>
    <message>
        <source>Changing…</source>
        <translation>正在更换…</translation>
    </message>
    <message>
        <source>It opens the data without the passphrase, so the passphrase is asked for first.</source>
        <translation>有了恢复密钥，不用口令也能打开台账，所以先要输入口令。</translation>
    </message>
    <message>
        <source>Show the recovery key</source>
        <translation>查看恢复密钥</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Database and evidence can then be read by whoever has the files. Backups stay as they are.</source>
        <translation>去掉以后，拿到文件的人就能看到台账和佐证材料。已有的备份不变，仍用原口令打开。</translation>
    </message>
    <message>
        <source>Remove the passphrase</source>
        <translation>去掉口令</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>The database is a plain file again.</source>
        <translation>口令已去掉，台账不再加密。</translation>
    </message>
    <message>
        <source>Decrypting…</source>
        <translation>正在解密…</translation>
    </message>
    <message>
        <source>They are encrypted now.</source>
        <translation>已全部加密。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输一遍</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>校验(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>打印(&amp;P)…</translation>
    </message>
    <message>
        <source>Save as P&amp;DF…</source>
        <translation>另存为 PDF(&amp;D)…</translation>
    </message>
    <message>
        <source>For our own &amp;sections…</source>
        <translation>建立本单位科室台账(&amp;S)…</translation>
    </message>
    <message>
        <source>Figures &amp;from our sections…</source>
        <translation>从本单位科室取数(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Trust and checks…</source>
        <translation>信任与校验(&amp;T)…</translation>
    </message>
    <message>
        <source>Encr&amp;yption and passphrase…</source>
        <translation>加密和口令(&amp;Y)…</translation>
    </message>
    <message>
        <source>&amp;Lock now</source>
        <translation>立即锁定(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Other database…</source>
        <translation>打开其他台账(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>清除(&amp;L)</translation>
    </message>
    <message>
        <source>Fill &amp;down</source>
        <translation>向下填充(&amp;D)</translation>
    </message>
    <message>
        <source>Fill ri&amp;ght</source>
        <translation>向右填充(&amp;G)</translation>
    </message>
    <message>
        <source>Put into all &amp;selected</source>
        <translation>填入所有选中格(&amp;S)</translation>
    </message>
    <message>
        <source>Toda&amp;y</source>
        <translation>今天的日期(&amp;Y)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>查找下一个(&amp;N)</translation>
    </message>
    <message>
        <source>Find pre&amp;vious</source>
        <translation>查找上一个(&amp;V)</translation>
    </message>
    <message>
        <source>R&amp;eplace</source>
        <translation>替换(&amp;E)</translation>
    </message>
    <message>
        <source>Next &amp;blank</source>
        <translation>下一个空格(&amp;B)</translation>
    </message>
    <message>
        <source>Next &amp;error</source>
        <translation>下一处错误(&amp;E)</translation>
    </message>
    <message>
        <source>Next &amp;finding</source>
        <translation>下一处校验结果(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Previous finding</source>
        <translation>上一处校验结果(&amp;P)</translation>
    </message>
    <message>
        <source>Grid and &amp;texts</source>
        <translation>表格与文字(&amp;T)</translation>
    </message>
    <message>
        <source>Find &amp;anything…</source>
        <translation>查找命令或目标(&amp;A)…</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;100%</source>
        <translation>原始大小(&amp;1)</translation>
    </message>
    <message>
        <source>&amp;Columns…</source>
        <translation>显示哪些列(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Freeze columns here</source>
        <translation>冻结到这一列(&amp;F)</translation>
    </message>
    <message>
        <source>Default &amp;arrangement</source>
        <translation>恢复默认排列(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>刷新(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Help on this page</source>
        <translation>本页帮助(&amp;H)</translation>
    </message>
    <message>
        <source>What is &amp;new</source>
        <translation>新版变化(&amp;N)</translation>
    </message>
    <message>
        <source>Copy &amp;diagnostics</source>
        <translation>复制诊断信息(&amp;D)</translation>
    </message>
    <message>
        <source>Open the &amp;log</source>
        <translation>打开运行日志(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>关于(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Backups…</source>
        <translation>备份(&amp;B)…</translation>
    </message>
    <message>
        <source>Send bac&amp;k</source>
        <translation>送回原处(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Density</source>
        <translation>行距(&amp;D)</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>Explanation</source>
        <translation>情况说明</translation>
    </message>
    <message>
        <source>Go to the cell</source>
        <translation>去填这一格</translation>
    </message>
    <message>
        <source>Explanation (one sentence; Ctrl+Enter stores it and checks again)</source>
        <translation>情况说明（写一句话；按 Ctrl+Enter 保存并重新校验）</translation>
    </message>
</context>
<context>
    <name>Arranging</name>
    <message>
        <source>Sort by “{column}”</source>
        <translation>按“{column}”排序</translation>
    </message>
    <message>
        <source>Sort by it as well</source>
        <translation>再按此列排序</translation>
    </message>
    <message>
        <source>In the plan&apos;s order</source>
        <translation>恢复计划顺序</translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>筛选…</translation>
    </message>
    <message>
        <source>Freeze up to here</source>
        <translation>冻结至此列</translation>
    </message>
    <message>
        <source>Thaw the columns</source>
        <translation>取消冻结</translation>
    </message>
    <message>
        <source>As wide as what it holds</source>
        <translation>按内容调整列宽</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏此列</translation>
    </message>
    <message>
        <source>Everything as it was</source>
        <translation>恢复默认布局</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>显示的列</translation>
    </message>
</context>
<context>
    <name>Arrival</name>
    <message>
        <source>Target Desk</source>
        <translation>目标填报台账</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>正在打开</translation>
    </message>
    <message>
        <source>Take it over only if that computer is certainly switched off: two that write at once damage the database.</source>
        <translation>确认那台电脑已经关机，才可以接管；两台电脑同时写入会损坏数据库。</translation>
    </message>
    <message>
        <source>Open on another computer</source>
        <translation>正在另一台电脑上打开</translation>
    </message>
    <message>
        <source>It is switched off: take over</source>
        <translation>已确认关机，接管</translation>
    </message>
    <message>
        <source>This database is open in another window.</source>
        <translation>这个台账已经在另一个窗口里打开。</translation>
    </message>
    <message>
        <source>It was cancelled; the database is as it was.</source>
        <translation>已经取消，台账还是原来的样子。</translation>
    </message>
    <message>
        <source>Mending the database</source>
        <translation>正在修复数据库</translation>
    </message>
    <message>
        <source>Target Desk — {unit}</source>
        <translation>目标填报台账 — {unit}</translation>
    </message>
    <message>
        <source>only to look at</source>
        <translation>只能查看</translation>
    </message>
</context>
<context>
    <name>Asker</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
</context>
<context>
    <name>AssigningPage</name>
    <message>
        <source>Targets by units</source>
        <translation>目标与单位</translation>
    </message>
    <message>
        <source>Assignment</source>
        <translation>分工</translation>
    </message>
    <message>
        <source>Find a target or a unit  Ctrl+F</source>
        <translation>查找目标或单位  Ctrl+F</translation>
    </message>
    <message>
        <source>Find a target or a unit</source>
        <translation>查找目标或单位</translation>
    </message>
    <message>
        <source>Targets: {targets} · units: {units}</source>
        <translation>{targets} 个目标，{units} 个单位</translation>
    </message>
    <message>
        <source>Without a lead {count}</source>
        <translation>无牵头单位 {count}</translation>
    </message>
    <message>
        <source>When there are targets in the catalogue, they are given to units here.</source>
        <translation>目标库里有了目标之后，在这里分给各单位。</translation>
    </message>
    <message>
        <source>The plan has no targets yet</source>
        <translation>计划里还没有目标</translation>
    </message>
</context>
<context>
    <name>Backups</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>填报数</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>上报件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Done until the next backup</source>
        <translation>到下一份备份之间做了什么</translation>
    </message>
    <message>
        <source>(of an older version)</source>
        <translation>（旧版本的备份）</translation>
    </message>
    <message>
        <source>(an older backup was restored)</source>
        <translation>（之后恢复过更早的备份）</translation>
    </message>
    <message>
        <source>entries changed: {count}</source>
        <translation>改了 {count} 项填报</translation>
    </message>
    <message>
        <source>files taken in: {count}</source>
        <translation>收了 {count} 个文件</translation>
    </message>
    <message>
        <source>imports undone: {count}</source>
        <translation>撤销了 {count} 次导入</translation>
    </message>
    <message>
        <source>other changes: {count}</source>
        <translation>其他改动 {count} 处</translation>
    </message>
    <message>
        <source>nothing changed</source>
        <translation>没有改动</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>{said} ({where})</source>
        <translation>{said}（{where}）</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{names} and others, {count} in all</source>
        <translation>{names}等 {count} 个</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>There is no backup yet</source>
        <translation>还没有备份</translation>
    </message>
    <message>
        <source>One is made once a day, and before every import, undo, restore and upgrade.</source>
        <translation>每天自动备份一次；每次导入、撤销、恢复、升级之前也会先备份。</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>现在备份</translation>
    </message>
    <message>
        <source>What can be gone back to</source>
        <translation>可以回到的时间</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Go back to this…</source>
        <translation>恢复到这一份…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>A second place can be set under Settings.</source>
        <translation>可以在“设置”里再选一处，多存一份。</translation>
    </message>
    <message>
        <source>The newest of each day is also put in {folder}.</source>
        <translation>每天最新的一份也放到 {folder}。</translation>
    </message>
    <message>
        <source>Kept in {folder}. {second}</source>
        <translation>存放在 {folder}。{second}</translation>
    </message>
    <message>
        <source>Done since this backup, up to now: {since}</source>
        <translation>这份备份之后到现在：{since}</translation>
    </message>
    <message>
        <source>Go back to {time}?</source>
        <translation>恢复到 {time}？</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>What is there now is replaced by what this backup holds.</source>
        <translation>现在的内容整个换成这份备份里的。</translation>
    </message>
    <message>
        <source>What was done since is put away: {since}</source>
        <translation>那以后所做的都不再显示：{since}</translation>
    </message>
    <message>
        <source>A backup of how it is now is made first. It is then the newest in this list, and leads back here. Files of evidence stay where they are.</source>
        <translation>恢复之前先把现在的内容备份下来，排在列表最前面，随时可以再恢复回来。佐证文件不受影响。</translation>
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
    <name>BoardLenses</name>
    <message>
        <source>All targets {count}</source>
        <translation>全部目标 {count}</translation>
    </message>
    <message>
        <source>Changed since last period</source>
        <translation>比上期变灯</translation>
    </message>
    <message>
        <source>Furthest behind</source>
        <translation>落后</translation>
    </message>
    <message>
        <source>Projected to miss</source>
        <translation>预计完不成</translation>
    </message>
    <message>
        <source>Overdue nodes</source>
        <translation>节点逾期</translation>
    </message>
    <message>
        <source>Contradictions</source>
        <translation>前后矛盾</translation>
    </message>
    <message>
        <source>Changed by the rule on trial</source>
        <translation>换规则后变灯</translation>
    </message>
    <message>
        <source>{name} {count} ({share}%)</source>
        <translation>{name} {count}（{share}%）</translation>
    </message>
    <message>
        <source>{points} points behind</source>
        <translation>落后 {points} 个百分点</translation>
    </message>
    <message>
        <source>about {figure} {unit} by the year&apos;s end</source>
        <translation>照此到年底约 {figure} {unit}</translation>
    </message>
    <message>
        <source>{node} · days overdue: {days}</source>
        <translation>节点“{node}”逾期 {days} 天</translation>
    </message>
</context>
<context>
    <name>BoardPage</name>
    <message>
        <source>What the list shows</source>
        <translation>列表看什么</translation>
    </message>
    <message>
        <source>Lamps by which rule</source>
        <translation>按哪种规则亮灯</translation>
    </message>
    <message>
        <source>Adopted rules</source>
        <translation>按已定规则亮灯</translation>
    </message>
    <message>
        <source>As it stood at the end of a day</source>
        <translation>查看某一天结束时的情况</translation>
    </message>
    <message>
        <source>As it stands now</source>
        <translation>现在的情况</translation>
    </message>
    <message>
        <source>How units report…</source>
        <translation>报送情况…</translation>
    </message>
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
        <source>On trial: {rule}</source>
        <translation>试用：{rule}</translation>
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
        <source>Targets: {count}</source>
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
    <name>BriefingDialog</name>
    <message>
        <source>The briefing</source>
        <translation>通报</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>What made the numbers</source>
        <translation>数字依据</translation>
    </message>
    <message>
        <source>Pages: {count}</source>
        <translation>共 {count} 页</translation>
    </message>
    <message>
        <source>Click a sentence to see which targets made its numbers.</source>
        <translation>点一句话，看其中的数字由哪些目标得出。</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Nothing in this paragraph is counted from targets.</source>
        <translation>这一段没有由目标得出的数字。</translation>
    </message>
    <message>
        <source>Copy of the wording…</source>
        <translation>措辞副本…</translation>
    </message>
    <message>
        <source>Other wording…</source>
        <translation>使用其他措辞…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存为 PDF…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Save for Word…</source>
        <translation>存为 Word…</translation>
    </message>
</context>
<context>
    <name>CancelButton</name>
    <message>
        <source>Stops what is being done; nothing is left half done</source>
        <translation>停止正在做的事，不会留下做了一半的内容</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>正在取消…</translation>
    </message>
</context>
<context>
    <name>CatalogueDeeds</name>
    <message>
        <source>Code</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标任务</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>板块</translation>
    </message>
    <message>
        <source>(another, named below)</source>
        <translation>（另写新板块）</translation>
    </message>
    <message>
        <source>New area</source>
        <translation>新板块</translation>
    </message>
    <message>
        <source>Add a target</source>
        <translation>添加目标</translation>
    </message>
    <message>
        <source>Nodes of {target}</source>
        <translation>节点：{target}</translation>
    </message>
    <message>
        <source>One line a node; a block copied from Excel can be pasted. A day is written as 2024-06-30.</source>
        <translation>每行一个节点，可以从 Excel 复制一块粘贴进来。日期写成 2024-06-30 或 6月30日。</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>开始日期</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>完成期限</translation>
    </message>
    <message>
        <source>Schedule of {target}</source>
        <translation>序时计划：{target}</translation>
    </message>
    <message>
        <source>Percent of the year&apos;s target that should be reached by the end of a month or quarter; blank where nothing is said. With every line blank the target goes by the usual schedule again.</source>
        <translation>到每月（季）末应完成全年目标的百分之几；不作要求的留空。全部清空则恢复通常的序时计划。</translation>
    </message>
    <message>
        <source>By the end of</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>应达（%）</translation>
    </message>
    <message>
        <source>From that period on nobody is asked for it; what was reported before stays on the board.</source>
        <translation>从该填报期起不再要求填报；以前上报的内容仍留在看板上。</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>新名称</translation>
    </message>
    <message>
        <source>Type a new name beside an area, or move it up or down. An area appears with its first target.</source>
        <translation>在板块旁边填写新名称，或上移、下移调整顺序。新板块随第一个目标一起出现。</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>板块</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Lamps by</source>
        <translation>亮灯规则</translation>
    </message>
    <message>
        <source>The rule holds for every target without one of its own, and for every period.</source>
        <translation>此规则适用于没有单独指定规则的全部目标和全部填报期。</translation>
    </message>
    <message>
        <source>The plan</source>
        <translation>年度计划</translation>
    </message>
</context>
<context>
    <name>CatalogueModel</name>
    <message>
        <source>Target</source>
        <translation>目标任务</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>板块</translation>
    </message>
    <message>
        <source>Year&apos;s target</source>
        <translation>年度目标</translation>
    </message>
    <message>
        <source>Lamps by</source>
        <translation>亮灯规则</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>序时计划</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>(the plan&apos;s)</source>
        <translation>（随计划）</translation>
    </message>
    <message>
        <source>withdrawn from {period}</source>
        <translation>自 {period} 停用</translation>
    </message>
    <message>
        <source>changes: {count}</source>
        <translation>调整 {count} 次</translation>
    </message>
</context>
<context>
    <name>CataloguePage</name>
    <message>
        <source>Targets of the plan</source>
        <translation>年度计划的目标</translation>
    </message>
    <message>
        <source>Without a lead</source>
        <translation>无牵头单位</translation>
    </message>
    <message>
        <source>The selected target</source>
        <translation>所选目标</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Nodes…</source>
        <translation>节点…</translation>
    </message>
    <message>
        <source>Schedule…</source>
        <translation>序时…</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>停用…</translation>
    </message>
    <message>
        <source>Import a list…</source>
        <translation>导入清单…</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>目标库</translation>
    </message>
    <message>
        <source>Find a target or its initials  Ctrl+F</source>
        <translation>查找目标，可输拼音首字母  Ctrl+F</translation>
    </message>
    <message>
        <source>Find a target</source>
        <translation>查找目标</translation>
    </message>
    <message>
        <source>Title, note and lamps…</source>
        <translation>名称、说明和亮灯规则…</translation>
    </message>
    <message>
        <source>Areas…</source>
        <translation>板块…</translation>
    </message>
    <message>
        <source>Targets: {count} · areas: {areas}</source>
        <translation>{areas} 个板块 {count} 个目标</translation>
    </message>
    <message>
        <source>Import the list of targets that the leadership has adopted, or add targets one by one.</source>
        <translation>导入已经审定的目标清单，或者逐个添加目标。</translation>
    </message>
    <message>
        <source>The plan has no targets yet</source>
        <translation>计划里还没有目标</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>恢复</translation>
    </message>
</context>
<context>
    <name>CatalogueTold</name>
    <message>
        <source>Lead</source>
        <translation>牵头单位</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>尚未确定</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>序时计划</translation>
    </message>
    <message>
        <source>Changed from {period}</source>
        <translation>自{period}起调整</translation>
    </message>
    <message>
        <source>before: {before}</source>
        <translation>调整前：{before}</translation>
    </message>
</context>
<context>
    <name>CellHistory</name>
    <message>
        <source>History of {field}</source>
        <translation>{field}的历史</translation>
    </message>
    <message>
        <source>Not changed yet</source>
        <translation>还没有变更</translation>
    </message>
</context>
<context>
    <name>ChecklistColumns</name>
    <message>
        <source>Target</source>
        <translation>目标任务</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>程度</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>栏目</translation>
    </message>
    <message>
        <source>What is wrong and what to do</source>
        <translation>问题和处理办法</translation>
    </message>
</context>
<context>
    <name>ChecklistDialog</name>
    <message>
        <source>Check before reporting</source>
        <translation>上报前校验</translation>
    </message>
    <message>
        <source>What the checks say</source>
        <translation>校验结果</translation>
    </message>
    <message>
        <source>Nothing is left to put right or to explain</source>
        <translation>没有要改正或说明的了</translation>
    </message>
    <message>
        <source>The report can be exported now.</source>
        <translation>现在可以导出上报表。</translation>
    </message>
    <message>
        <source>Check of {period}</source>
        <translation>{period}校验</translation>
    </message>
    <message>
        <source>Export report…</source>
        <translation>导出上报…</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>暂不导出</translation>
    </message>
    <message>
        <source>Errors must be put right before the report can be exported.</source>
        <translation>有错误，改正后才能导出。</translation>
    </message>
    <message>
        <source>Please explain what is asked; headquarters will ask otherwise.</source>
        <translation>请写明情况说明，不写也能导出，但上级会来问。</translation>
    </message>
    <message>
        <source>Nothing stands in the way of the report.</source>
        <translation>没有影响上报的问题。</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>All {count}</source>
        <translation>全部 {count}</translation>
    </message>
    <message>
        <source>Came in {count}</source>
        <translation>收 {count}</translation>
    </message>
    <message>
        <source>Went out {count}</source>
        <translation>发 {count}</translation>
    </message>
    <message>
        <source>Undone {count}</source>
        <translation>已撤销 {count}</translation>
    </message>
    <message>
        <source>Not taken {count}</source>
        <translation>未接收 {count}</translation>
    </message>
    <message>
        <source>Find a file  Ctrl+F</source>
        <translation>查找文件  Ctrl+F</translation>
    </message>
    <message>
        <source>Find a file</source>
        <translation>查找文件</translation>
    </message>
    <message>
        <source>Just received {count}</source>
        <translation>刚收到 {count}</translation>
    </message>
</context>
<context>
    <name>ChoiceTable</name>
    <message>
        <source>Please choose</source>
        <translation>请选择</translation>
    </message>
</context>
<context>
    <name>Chooser</name>
    <message>
        <source>Choose a folder on a disk of this computer</source>
        <translation>请在本机磁盘上选一个文件夹</translation>
    </message>
    <message>
        <source>Import workbooks</source>
        <translation>导入工作簿</translation>
    </message>
    <message>
        <source>Open the assignment workbook</source>
        <translation>打开任务下达表</translation>
    </message>
    <message>
        <source>Open a list of targets</source>
        <translation>打开目标清单</translation>
    </message>
    <message>
        <source>Lists of targets (*.xlsx *.xls *.csv *.xlsm *.xlsb *.ods *.et)</source>
        <translation>目标清单 (*.xlsx *.xls *.csv *.xlsm *.xlsb *.ods *.et)</translation>
    </message>
    <message>
        <source>Open the form to be filled</source>
        <translation>打开要填写的表格</translation>
    </message>
    <message>
        <source>Forms (*.xlsx *.xlsm)</source>
        <translation>表格 (*.xlsx *.xlsm)</translation>
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
        <source>Attach files</source>
        <translation>添加佐证文件</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>保存为 PDF</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <source>Save for Word</source>
        <translation>存为 Word 文档</translation>
    </message>
    <message>
        <source>Word documents (*.docx)</source>
        <translation>Word 文档 (*.docx)</translation>
    </message>
    <message>
        <source>Open a wording</source>
        <translation>打开措辞文件</translation>
    </message>
    <message>
        <source>Save a copy of the wording</source>
        <translation>保存措辞副本</translation>
    </message>
    <message>
        <source>Wording of the briefing.toml</source>
        <translation>通报措辞.toml</translation>
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
        <source>Wordings (*.toml)</source>
        <translation>措辞文件 (*.toml)</translation>
    </message>
    <message>
        <source>Databases (*.tdesk *.db);;All files (*)</source>
        <translation>台账 (*.tdesk *.db);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>CodeCard</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>Consolidating</name>
    <message>
        <source>Choose the folder for the assignment workbooks</source>
        <translation>选择存放任务下达表的文件夹</translation>
    </message>
    <message>
        <source>Writing assignment workbooks</source>
        <translation>正在生成任务下达表</translation>
    </message>
    <message>
        <source>Filling the form</source>
        <translation>正在填写表格</translation>
    </message>
    <message>
        <source>Names for forms.xlsx</source>
        <translation>填写项清单.xlsx</translation>
    </message>
    <message>
        <source>Writing the list of names</source>
        <translation>正在写填写项清单</translation>
    </message>
    <message>
        <source>The list of names is in {file}</source>
        <translation>填写项清单已写入 {file}</translation>
    </message>
    <message>
        <source>Cells filled: {count} · {file}</source>
        <translation>已填写 {count} 格：{file}</translation>
    </message>
    <message>
        <source>Names that are not known: {count} · {names}</source>
        <translation>有 {count} 个填写项不认识：{names}</translation>
    </message>
    <message>
        <source>Saving the workbook as it came</source>
        <translation>正在另存原件</translation>
    </message>
    <message>
        <source>Saved as it came: {file}</source>
        <translation>原件已另存为 {file}</translation>
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
        <source>Assignment workbooks in {folder}: {count}</source>
        <translation>{count} 份任务下达表已存放在 {folder}</translation>
    </message>
</context>
<context>
    <name>ConsolidationPage</name>
    <message>
        <source>What is down</source>
        <translation>行</translation>
    </message>
    <message>
        <source>What stands in the cells</source>
        <translation>格内内容</translation>
    </message>
    <message>
        <source>The year</source>
        <translation>全年</translation>
    </message>
    <message>
        <source>The selected row</source>
        <translation>所选行</translation>
    </message>
    <message>
        <source>Where it comes from…</source>
        <translation>数字来源…</translation>
    </message>
    <message>
        <source>Briefing…</source>
        <translation>通报…</translation>
    </message>
    <message>
        <source>Own form</source>
        <translation>自己的表格</translation>
    </message>
    <message>
        <source>Export summary…</source>
        <translation>导出汇总表…</translation>
    </message>
    <message>
        <source>Targets by period</source>
        <translation>目标 × 填报期</translation>
    </message>
    <message>
        <source>Units by period</source>
        <translation>牵头单位 × 填报期</translation>
    </message>
    <message>
        <source>Areas by period</source>
        <translation>板块 × 填报期</translation>
    </message>
    <message>
        <source>Different figures of one target</source>
        <translation>同一目标数字不一致</translation>
    </message>
    <message>
        <source>What does not go together</source>
        <translation>相互矛盾</translation>
    </message>
    <message>
        <source>Consolidation</source>
        <translation>汇总</translation>
    </message>
    <message>
        <source>Find a target or a unit  Ctrl+F</source>
        <translation>查找目标或单位  Ctrl+F</translation>
    </message>
    <message>
        <source>Find a target or a unit</source>
        <translation>查找目标或单位</translation>
    </message>
    <message>
        <source>Fill a form…</source>
        <translation>填写表格…</translation>
    </message>
    <message>
        <source>Names for forms…</source>
        <translation>填写项清单…</translation>
    </message>
    <message>
        <source>The year cannot be consolidated</source>
        <translation>无法汇总</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>No report has come in yet</source>
        <translation>还没有收到上报件</translation>
    </message>
    <message>
        <source>When departments send their reports, the year builds up here, period by period.</source>
        <translation>各单位上报后，这里逐期汇总出全年的情况。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Nothing here is called “{words}”.</source>
        <translation>没有找到“{words}”。</translation>
    </message>
    <message>
        <source>Nothing fits the search</source>
        <translation>没有符合条件的内容</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Nothing of the kind</source>
        <translation>没有这类情况</translation>
    </message>
    <message>
        <source>The newest reports do not contradict each other here.</source>
        <translation>最近一期上报件在这方面没有矛盾。</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>牵头单位</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>板块</translation>
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
    <name>Detail</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
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
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Check code</source>
        <translation>校验码</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>所在文件夹</translation>
    </message>
    <message>
        <source>no. {number}</source>
        <translation>第 {number} 次</translation>
    </message>
</context>
<context>
    <name>DisciplineDialog</name>
    <message>
        <source>How units report</source>
        <translation>各单位报送情况</translation>
    </message>
    <message>
        <source>Of the periods of which any unit has reported, by the day of a unit&apos;s first report.</source>
        <translation>统计已有单位上报的各填报期，按各单位首次上报的日期计算。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>On time</source>
        <translation>按时</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>迟报</translation>
    </message>
    <message>
        <source>Not reported</source>
        <translation>未报</translation>
    </message>
    <message>
        <source>Sent again</source>
        <translation>重报次数</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>退回次数</translation>
    </message>
</context>
<context>
    <name>EnterKeyDialog</name>
    <message>
        <source>Enter the exchange key</source>
        <translation>输入交换密钥</translation>
    </message>
    <message>
        <source>Type the six groups as headquarters gave them; small letters and blanks do not matter.</source>
        <translation>把上级给的六组字符照样输入；大小写和空格都不要紧。</translation>
    </message>
    <message>
        <source>Exchange key</source>
        <translation>交换密钥</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保存</translation>
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
        <source>To the next comment without an answer</source>
        <translation>跳到下一条未答复的审核意见</translation>
    </message>
    <message>
        <source>To the next thing that is left to do</source>
        <translation>跳到下一件未完成的事</translation>
    </message>
    <message>
        <source>Blanks only</source>
        <translation>仅空白</translation>
    </message>
    <message>
        <source>Findings only</source>
        <translation>仅问题</translation>
    </message>
    <message>
        <source>Led by us</source>
        <translation>仅牵头</translation>
    </message>
    <message>
        <source>Find a target or its initials  Ctrl+F</source>
        <translation>查找目标，可输拼音首字母  Ctrl+F</translation>
    </message>
    <message>
        <source>Returned {open} / {total}</source>
        <translation>退回待答 {open} / {total}</translation>
    </message>
    <message>
        <source>To the next blank (F7)</source>
        <translation>跳到下一个空白 (F7)</translation>
    </message>
    <message>
        <source>To the next error (Ctrl+F8)</source>
        <translation>跳到下一个错误 (Ctrl+F8)</translation>
    </message>
    <message>
        <source>To the next thing to explain (F8)</source>
        <translation>跳到下一个需说明 (F8)</translation>
    </message>
    <message>
        <source>Days overdue: {days}</source>
        <translation>已逾期 {days} 天</translation>
    </message>
    <message>
        <source>Days left: {days}</source>
        <translation>距截止 {days} 天</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>今天截止</translation>
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
        <source>Last year</source>
        <translation>上年同期</translation>
    </message>
    <message>
        <source>Added</source>
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
        <source>Area</source>
        <translation>板块</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>职责</translation>
    </message>
    <message>
        <source>To pace</source>
        <translation>与序时差</translation>
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
        <source>No target fits the search and the filters</source>
        <translation>没有符合查找和筛选条件的目标</translation>
    </message>
    <message>
        <source>Targets hidden: {count}.</source>
        <translation>隐藏了 {count} 项目标。</translation>
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
        <source> At this pace about {figure} by the year&apos;s end.</source>
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
        <source>Undone: {file}</source>
        <translation>已撤销：{file}</translation>
    </message>
    <message>
        <source>Exporting the report</source>
        <translation>正在导出上报表</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Returning the report</source>
        <translation>正在退回</translation>
    </message>
    <message>
        <source>The review of {unit} is in {file}</source>
        <translation>{unit}的审核意见在 {file}</translation>
    </message>
    <message>
        <source>Choose the folder for the receipts</source>
        <translation>选择放导入回执的文件夹</translation>
    </message>
    <message>
        <source>Writing receipts</source>
        <translation>正在生成导入回执</translation>
    </message>
    <message>
        <source>Receipts in {folder}: {count}</source>
        <translation>已生成 {count} 份导入回执，在 {folder}</translation>
    </message>
    <message>
        <source>Copied: {code}</source>
        <translation>已复制：{code}</translation>
    </message>
    <message>
        <source>{file} is no longer in {folder}. It was moved, renamed or deleted.</source>
        <translation>{folder} 里已经没有 {file}，可能移走、改名或删除了。</translation>
    </message>
    <message>
        <source>Files read: {count} · {states}</source>
        <translation>读取了 {count} 个文件：{states}</translation>
    </message>
    <message>
        <source>There is no workbook in what was chosen.</source>
        <translation>选中的内容里没有工作簿。</translation>
    </message>
</context>
<context>
    <name>EvidenceBox</name>
    <message>
        <source>Evidence files</source>
        <translation>佐证文件</translation>
    </message>
    <message>
        <source>Files can be dropped or pasted here.</source>
        <translation>可把文件拖到这里，或复制后粘贴。</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Picture {time}</source>
        <translation>截图-{time}</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>文件缺失</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>文件已变</translation>
    </message>
    <message>
        <source>The kept file is not what was attached; please add it again.</source>
        <translation>保存的文件与添加时不一致，请重新添加。</translation>
    </message>
    <message>
        <source>This file is a program</source>
        <translation>这个文件是程序</translation>
    </message>
    <message>
        <source>Opening “{name}” would run it on this computer. Open it only if you know who made it.</source>
        <translation>打开“{name}”就会在这台电脑上运行它。不清楚来源的，请不要打开。</translation>
    </message>
    <message>
        <source>This file may hold macros</source>
        <translation>这个文件可能带有宏</translation>
    </message>
    <message>
        <source>“{name}” may hold macros, which are programs. Do not allow them unless you know who made it.</source>
        <translation>“{name}”可能带有宏，宏也是程序。不清楚来源的，打开后请不要启用宏。</translation>
    </message>
    <message>
        <source>Open all the same</source>
        <translation>仍要打开</translation>
    </message>
    <message>
        <source>Do not open</source>
        <translation>不打开</translation>
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
        <source>Way</source>
        <translation>收发</translation>
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
</context>
<context>
    <name>ExchangePage</name>
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
        <source>Drop workbooks or a folder anywhere on this window, or choose them here.</source>
        <translation>把工作簿或文件夹拖到窗口的任何位置，或者在这里选择。</translation>
    </message>
    <message>
        <source>Nothing has been exchanged yet</source>
        <translation>还没有收发过文件</translation>
    </message>
    <message>
        <source>What came in and went out</source>
        <translation>收发记录</translation>
    </message>
    <message>
        <source>No file was received since the program was started</source>
        <translation>这次打开程序以来还没有收到文件</translation>
    </message>
    <message>
        <source>No file matches the filter</source>
        <translation>没有符合条件的文件</translation>
    </message>
    <message>
        <source>There are {count} exchanges, but none of this kind with these words.</source>
        <translation>共有 {count} 条收发记录，这个条件下一条也没有。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>The exchanges cannot be read</source>
        <translation>收发记录读取失败</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Last period</source>
        <translation>上期累计</translation>
    </message>
    <message>
        <source>Year&apos;s target</source>
        <translation>年度目标</translation>
    </message>
    <message>
        <source>To pace</source>
        <translation>与序时差</translation>
    </message>
    <message>
        <source>Last year&apos;s period</source>
        <translation>上年同期</translation>
    </message>
</context>
<context>
    <name>FaultReports</name>
    <message>
        <source>The program was not ended properly last time; the {count} changes saved in it are all there.</source>
        <translation>上次程序没有正常结束；已保存的 {count} 处修改都在。</translation>
    </message>
    <message>
        <source> {count} texts were not finished; they are offered where they were typed.</source>
        <translation>还有 {count} 处没写完的输入，回到原处时可以找回。</translation>
    </message>
    <message>
        <source>The program was not ended properly last time; what was saved is all there.</source>
        <translation>上次程序没有正常结束；已保存的内容都在。</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>The diagnostics are on the clipboard. They hold no figures and no targets.</source>
        <translation>诊断信息已复制，可以直接粘贴发给技术人员，里面没有填报数据和目标名称。</translation>
    </message>
</context>
<context>
    <name>FilterBox</name>
    <message>
        <source>Show of “{column}”</source>
        <translation>“{column}”中显示</translation>
    </message>
    <message>
        <source>Find a value</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>(blank)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>Find a target or its initials  Ctrl+F</source>
        <translation>查找目标，可输拼音首字母  Ctrl+F</translation>
    </message>
    <message>
        <source>Find a target</source>
        <translation>查找目标</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>栏目</translation>
    </message>
    <message>
        <source>All fields</source>
        <translation>全部栏目</translation>
    </message>
    <message>
        <source>Where from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>From anywhere</source>
        <translation>全部来源</translation>
    </message>
    <message>
        <source>At any time</source>
        <translation>全部时间</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 31 days</source>
        <translation>最近 31 天</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>With what was imported</source>
        <translation>包括导入的内容</translation>
    </message>
</context>
<context>
    <name>FirstPicture</name>
    <message>
        <source>Target Desk</source>
        <translation>目标填报台账</translation>
    </message>
</context>
<context>
    <name>FolderLine</name>
    <message>
        <source>Not chosen</source>
        <translation>未选定</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
</context>
<context>
    <name>Folders</name>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
</context>
<context>
    <name>HeadquartersTrust</name>
    <message>
        <source>Every workbook that is issued is signed. Units compare this fingerprint on the telephone.</source>
        <translation>下达的每份表都带签名。单位收到提示时，打电话与这里核对指纹。</translation>
    </message>
    <message>
        <source>Fingerprint of our signature</source>
        <translation>下达签名的指纹</translation>
    </message>
    <message>
        <source>New signature…</source>
        <translation>更换签名…</translation>
    </message>
    <message>
        <source>Exchange keys of the units</source>
        <translation>各单位的交换密钥</translation>
    </message>
    <message>
        <source>Make…</source>
        <translation>生成…</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>显示…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Forms that are not as they were issued or exported</source>
        <translation>来件和下达、导出时不一致</translation>
    </message>
    <message>
        <source>Exchange keys</source>
        <translation>交换密钥</translation>
    </message>
    <message>
        <source>With a key, a unit&apos;s reports show that they come from its desk and are unchanged.</source>
        <translation>约定了密钥的单位，上报时能核验确由该单位的台账导出、没有改过。</translation>
    </message>
    <message>
        <source>Renew…</source>
        <translation>更换…</translation>
    </message>
    <message>
        <source>Renew the exchange key of {unit}</source>
        <translation>更换“{unit}”的交换密钥</translation>
    </message>
    <message>
        <source>Its reports are no longer verified until the unit has entered the new key.</source>
        <translation>在该单位输入新密钥之前，它的上报核验不通过。</translation>
    </message>
    <message>
        <source>Renew</source>
        <translation>更换</translation>
    </message>
    <message>
        <source>Remove the exchange key of {unit}</source>
        <translation>移除“{unit}”的交换密钥</translation>
    </message>
    <message>
        <source>Its reports are then taken without being verified.</source>
        <translation>以后接收它的上报不再核验。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Do this where somebody else may have a copy of the database. Every unit will be asked to compare the new fingerprint before it takes the next workbook.</source>
        <translation>台账可能被别人复制过时才需要更换。更换后，每个单位下次导入前都要核对新的指纹。</translation>
    </message>
    <message>
        <source>Sign with a new key</source>
        <translation>更换下达签名</translation>
    </message>
    <message>
        <source>New signature</source>
        <translation>更换签名</translation>
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
    <name>Helper</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>新版变化</translation>
    </message>
    <message>
        <source>Target Desk</source>
        <translation>目标填报台账</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>Departments report progress on the year&apos;s targets offline; headquarters consolidates their workbooks.</source>
        <translation>部门离线填报年度目标进展，督查室汇总各部门的填报表。</translation>
    </message>
    <message>
        <source>© 2026 Target Desk contributors</source>
        <translation>© 2026 目标填报台账项目组</translation>
    </message>
    <message>
        <source>Licensed under the Apache License 2.0. It uses Qt and PySide6 under the LGPL 3.</source>
        <translation>按 Apache 许可证 2.0 授权使用；界面使用 Qt 和 PySide6，按 LGPL 3 授权。</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>The texts of all licences</source>
        <translation>全部许可证原文</translation>
    </message>
    <message>
        <source>Software of others</source>
        <translation>用到的其他软件</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Where from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标任务</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>填报期</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>栏目</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>原值</translation>
    </message>
    <message>
        <source>After</source>
        <translation>新值</translation>
    </message>
    <message>
        <source>(blank)</source>
        <translation>（空）</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>Changes</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Put the old value back…</source>
        <translation>恢复原值…</translation>
    </message>
    <message>
        <source>Go to the target</source>
        <translation>转到此目标</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Changes: {shown} of {total}</source>
        <translation>显示 {shown} 条，共 {total} 条</translation>
    </message>
    <message>
        <source>No change is of this kind.</source>
        <translation>没有这样的变更。</translation>
    </message>
    <message>
        <source>No change fits the filter</source>
        <translation>没有符合筛选条件的变更</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Whatever is entered, imported or exported from now on stands here.</source>
        <translation>今后的填报、导入和导出都会记在这里。</translation>
    </message>
    <message>
        <source>Nothing was changed yet</source>
        <translation>还没有变更</translation>
    </message>
    <message>
        <source>The history cannot be read</source>
        <translation>历史读取失败</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
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
        <translation>导入…</translation>
    </message>
    <message>
        <source>Due {day}</source>
        <translation>{day} 截止</translation>
    </message>
    <message>
        <source>{due} · closed, nothing can be changed</source>
        <translation>{due} · 已关闭，不能修改</translation>
    </message>
    <message>
        <source>{due} · days overdue: {days}</source>
        <translation>{due} · 已逾期 {days} 天</translation>
    </message>
    <message>
        <source>{due} · days left: {days}</source>
        <translation>{due} · 还有 {days} 天</translation>
    </message>
    <message>
        <source>The home page cannot be read</source>
        <translation>工作台读取失败</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>InUseDialog</name>
    <message>
        <source>The file is open in another program</source>
        <translation>文件正被别的程序打开</translation>
    </message>
    <message>
        <source>Save under the second name</source>
        <translation>用第二个名字保存</translation>
    </message>
    <message>
        <source>It is closed: try again</source>
        <translation>已经关闭，再试一次</translation>
    </message>
</context>
<context>
    <name>InboxColumns</name>
    <message>
        <source>State</source>
        <translation>状态</translation>
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
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>需说明</translation>
    </message>
    <message>
        <source>Repairs</source>
        <translation>猜测</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
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
        <source>Last report</source>
        <translation>上次上报</translation>
    </message>
    <message>
        <source>This report</source>
        <translation>本次上报</translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <source>Files that came in</source>
        <translation>收到的文件</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Settle…</source>
        <translation>处理…</translation>
    </message>
    <message>
        <source>Receipts…</source>
        <translation>回执…</translation>
    </message>
    <message>
        <source>Copy reminders</source>
        <translation>复制催报名单</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>收件</translation>
    </message>
    <message>
        <source>Nothing came in yet</source>
        <translation>还没有收到文件</translation>
    </message>
    <message>
        <source>Drop the reports that the units sent, or a folder of them, anywhere on the window.</source>
        <translation>把各单位发来的上报表或整个文件夹拖进窗口。</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Take clean files: {count}</source>
        <translation>接收 {count} 份</translation>
    </message>
    <message>
        <source>Clean</source>
        <translation>可接收</translation>
    </message>
    <message>
        <source>Not reported {count}: {units}</source>
        <translation>未报 {count} 家：{units}</translation>
    </message>
    <message>
        <source>Every unit has reported.</source>
        <translation>所有单位都已上报。</translation>
    </message>
</context>
<context>
    <name>IncomingDetail</name>
    <message>
        <source>What was found in the selected file</source>
        <translation>所选文件的问题</translation>
    </message>
    <message>
        <source>What the selected file changes</source>
        <translation>所选文件的改动</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>已核验</translation>
    </message>
    <message>
        <source>It bears the mark of the exchange key that was agreed with its unit.</source>
        <translation>带有和该单位约定的交换密钥的标记。</translation>
    </message>
    <message>
        <source>Fields other than in the last report of {unit}: {count}</source>
        <translation>与{unit}上一次上报相比，有 {count} 处不同</translation>
    </message>
    <message>
        <source>What was found ({count})</source>
        <translation>检查结果（{count}）</translation>
    </message>
    <message>
        <source>What was found in {file}</source>
        <translation>{file} 里的问题</translation>
    </message>
    <message>
        <source>What it changes ({count})</source>
        <translation>改动（{count}）</translation>
    </message>
</context>
<context>
    <name>IssueDialog</name>
    <message>
        <source>Issue the workbooks</source>
        <translation>下达填报表</translation>
    </message>
    <message>
        <source>Issue the workbooks of {period}</source>
        <translation>下达 {period}填报表</translation>
    </message>
    <message>
        <source>One workbook a unit goes into a folder, with a list to be signed on receipt.</source>
        <translation>每个单位一份工作簿，写进一个文件夹，并附一份可供签收的下达清单。</translation>
    </message>
    <message>
        <source>Put a password of its own on each; the list tells them</source>
        <translation>每份各设一个打开密码，密码写在下达清单里</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Leads</source>
        <translation>牵头</translation>
    </message>
    <message>
        <source>Supports</source>
        <translation>配合</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>已下达</translation>
    </message>
    <message>
        <source>Changed since</source>
        <translation>自上次下达以来的变化</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Changed or not issued yet</source>
        <translation>只选有变化和未下达的</translation>
    </message>
    <message>
        <source>Issue to units: {count}…</source>
        <translation>下达给 {count} 个单位…</translation>
    </message>
</context>
<context>
    <name>LampsCard</name>
    <message>
        <source>and {count} more</source>
        <translation>还有 {count} 个</translation>
    </message>
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
    <name>LeftoverBar</name>
    <message>
        <source>Typed last time and not saved:</source>
        <translation>上次未保存的输入：</translation>
    </message>
    <message>
        <source>{count} texts typed last time and not saved, the newest first:</source>
        <translation>上次未保存的输入共 {count} 处，最近的在前：</translation>
    </message>
</context>
<context>
    <name>LeftoverLine</name>
    <message>
        <source>{place}: “{text}”</source>
        <translation>{place}：“{text}”</translation>
    </message>
    <message>
        <source> (now “{stored}”)</source>
        <translation>（现在是“{stored}”）</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>填入</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
</context>
<context>
    <name>LinesDialog</name>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>删除此行</translation>
    </message>
</context>
<context>
    <name>ListDialog</name>
    <message>
        <source>Import a list of targets</source>
        <translation>导入目标清单</translation>
    </message>
    <message>
        <source>Lines of the list</source>
        <translation>清单内容</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>列对应…</translation>
    </message>
    <message>
        <source>Tick all that are clear</source>
        <translation>全部勾选</translation>
    </message>
    <message>
        <source>Add units: {count}…</source>
        <translation>添加 {count} 个单位…</translation>
    </message>
    <message>
        <source>Take lines: {count}</source>
        <translation>导入 {count} 条</translation>
    </message>
    <message>
        <source>The header was found in row {row}.</source>
        <translation>表头在第 {row} 行。</translation>
    </message>
    <message>
        <source>Sheet “{sheet}”: </source>
        <translation>工作表“{sheet}”：</translation>
    </message>
    <message>
        <source>Rows that are no targets are left out: {rows}.</source>
        <translation>不是目标的行没有列入：第 {rows} 行。</translation>
    </message>
    <message>
        <source>What is outlined was read out of a phrase: look at it, then tick the line (Space).</source>
        <translation>加框的内容是从文字里读出来的，请核对后按空格勾选。</translation>
    </message>
    <message>
        <source>Add units: {count}</source>
        <translation>添加 {count} 个单位</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation>（不导入）</translation>
    </message>
    <message>
        <source>What each column of the list is. It is remembered for the next list.</source>
        <translation>清单的每一列是什么。下次导入时会记住。</translation>
    </message>
    <message>
        <source>Columns of the list</source>
        <translation>列对应</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
</context>
<context>
    <name>ListImport</name>
    <message>
        <source>Imported: {added} new, {changed} changed</source>
        <translation>已导入：新增 {added} 个，变化 {changed} 个</translation>
    </message>
</context>
<context>
    <name>ListModel</name>
    <message>
        <source>read out of “{phrase}”</source>
        <translation>从“{phrase}”读出</translation>
    </message>
    <message>
        <source>in the plan: {before}</source>
        <translation>计划中：{before}</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
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
        <source>Area</source>
        <translation>板块</translation>
    </message>
    <message>
        <source>Year&apos;s target</source>
        <translation>年度目标</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>需要核对</translation>
    </message>
</context>
<context>
    <name>LockDialog</name>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>What was entered is saved.</source>
        <translation>填报的内容已经存盘。</translation>
    </message>
    <message>
        <source>{name} is working here. What was entered is saved.</source>
        <translation>{name}正在使用。填报的内容已经存盘。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Close the program</source>
        <translation>关闭程序</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Target Desk</source>
        <translation>目标填报台账</translation>
    </message>
</context>
<context>
    <name>MatrixModel</name>
    <message>
        <source>Code</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标任务</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>分解数</translation>
    </message>
    <message>
        <source>L {leads}, S {supports}</source>
        <translation>牵 {leads}，配 {supports}</translation>
    </message>
</context>
<context>
    <name>MendDialog</name>
    <message>
        <source>Mend the database</source>
        <translation>修复数据库</translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Rows that are not as this program stored them: {count}. What is to become of them?</source>
        <translation>有 {count} 行与本程序保存的不一致。这些行怎样处理？</translation>
    </message>
    <message>
        <source>Lines of the history were changed or are gone.</source>
        <translation>历史记录有被改动或缺少之处。</translation>
    </message>
    <message>
        <source>The file is damaged; what you entered is not affected.</source>
        <translation>文件有损坏，您填报的内容没有受影响。</translation>
    </message>
    <message>
        <source>Everything that is whole is carried into a new file. The damaged one is kept in the folder “backups”.</source>
        <translation>完好的内容全部转入新文件；损坏的文件保留在“backups”文件夹。</translation>
    </message>
    <message>
        <source>They are put back from a backup.</source>
        <translation>将从备份恢复。</translation>
    </message>
    <message>
        <source>Places of the history that are changed or gone: {count}.</source>
        <translation>历史记录有 {count} 处被改动或缺少。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Of which</source>
        <translation>是哪一项</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Now → found again</source>
        <translation>现在 → 找到的内容</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>怎样处理</translation>
    </message>
    <message>
        <source>Damaged rows</source>
        <translation>损坏的行</translation>
    </message>
    <message>
        <source>What becomes of {thing}</source>
        <translation>{thing} 怎样处理</translation>
    </message>
    <message>
        <source>Keep it as it reads now</source>
        <translation>保持现状</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>不要这一行</translation>
    </message>
    <message>
        <source>Put back exactly ({when})</source>
        <translation>原样恢复（{when}）</translation>
    </message>
    <message>
        <source>Put back as of {when}</source>
        <translation>恢复为 {when} 的内容</translation>
    </message>
    <message>
        <source>{field}: {now} → {found}</source>
        <translation>{field}：{now} → {found}</translation>
    </message>
</context>
<context>
    <name>MethodBox</name>
    <message>
        <source>Check codes are made by</source>
        <translation>校验码的算法</translation>
    </message>
    <message>
        <source>Units follow with their next assignment.</source>
        <translation>各单位随下一份下达表改用。</translation>
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
        <source>An empty plan; its targets are imported or added later</source>
        <translation>空计划，目标以后导入或添加</translation>
    </message>
    <message>
        <source>Year of the plan</source>
        <translation>计划年度</translation>
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
    <name>OfficersDialog</name>
    <message>
        <source>Who may decide</source>
        <translation>经办人员</translation>
    </message>
    <message>
        <source>As soon as somebody is named here, the program asks at its start who is working.</source>
        <translation>这里登记了人员之后，程序打开时会询问经办人是谁。</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Password…</source>
        <translation>密码…</translation>
    </message>
    <message>
        <source>No longer</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Add somebody who may decide</source>
        <translation>添加经办人员</translation>
    </message>
    <message>
        <source>Password until now</source>
        <translation>原密码</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>Password of {name}</source>
        <translation>{name} 的密码</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>with a password</source>
        <translation>凭密码</translation>
    </message>
    <message>
        <source>Signs in</source>
        <translation>登录方式</translation>
    </message>
    <message>
        <source>by name alone</source>
        <translation>只凭姓名</translation>
    </message>
</context>
<context>
    <name>OpenDialog</name>
    <message>
        <source>The passphrase is wanted</source>
        <translation>请输入口令</translation>
    </message>
    <message>
        <source>{file} is encrypted.</source>
        <translation>{file} 已加密。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Forgotten? Use the recovery key…</source>
        <translation>忘了口令？用恢复密钥…</translation>
    </message>
</context>
<context>
    <name>OriginDialog</name>
    <message>
        <source>Where the figure comes from</source>
        <translation>数字来源</translation>
    </message>
    <message>
        <source>The units&apos; parts</source>
        <translation>各单位的数</translation>
    </message>
    <message>
        <source>Save the workbook as it came…</source>
        <translation>另存原件…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What counts: {figure} {unit}</source>
        <translation>计入：{figure} {unit}</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>分工</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>上报值</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>核定值</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Workbook</source>
        <translation>工作簿</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>What stands there</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Check code</source>
        <translation>校验码</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>接收时间</translation>
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
    <name>Palette</name>
    <message>
        <source>Find anything</source>
        <translation>查找命令或目标</translation>
    </message>
    <message>
        <source>A command or a target, by words or pinyin initials</source>
        <translation>输入命令或目标，也可以只打拼音首字母</translation>
    </message>
    <message>
        <source>Commands and targets that fit</source>
        <translation>符合的命令和目标</translation>
    </message>
    <message>
        <source>Nothing fits these words.</source>
        <translation>没有找到。换几个字，或只打拼音首字母试试。</translation>
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
    <name>PeriodColumns</name>
    <message>
        <source>Open</source>
        <translation>开放</translation>
    </message>
    <message>
        <source>Closed, reopened for {count}</source>
        <translation>已关闭，对 {count} 处重新打开</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>填报期</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>截止日期</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>已报</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>迟报</translation>
    </message>
    <message>
        <source>For</source>
        <translation>开给</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>所有单位</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>PeriodsPage</name>
    <message>
        <source>Periods</source>
        <translation>填报期</translation>
    </message>
    <message>
        <source>Opened again for</source>
        <translation>重新打开给</translation>
    </message>
    <message>
        <source>Issue…</source>
        <translation>下达…</translation>
    </message>
    <message>
        <source>Due date…</source>
        <translation>截止日期…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Open again for…</source>
        <translation>重新打开…</translation>
    </message>
    <message>
        <source>Close again</source>
        <translation>重新关闭</translation>
    </message>
    <message>
        <source>Closed, but open again for</source>
        <translation>已关闭，但对以下重新打开</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>When is {period} due?</source>
        <translation>{period}什么时候截止？</translation>
    </message>
    <message>
        <source>Late reports are taken all the same and marked as late.</source>
        <translation>迟报的照收，会标出来。</translation>
    </message>
    <message>
        <source>Due date</source>
        <translation>截止日期</translation>
    </message>
    <message>
        <source>Every unit</source>
        <translation>所有单位</translation>
    </message>
    <message>
        <source>Every target</source>
        <translation>所有目标</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标任务</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Open {period} again</source>
        <translation>重新打开{period}</translation>
    </message>
    <message>
        <source>Everybody else&apos;s reports are still held back.</source>
        <translation>其他上报仍然待确认。</translation>
    </message>
</context>
<context>
    <name>PlanSheet</name>
    <message>
        <source>Targets hidden: {count}.</source>
        <translation>另有 {count} 个目标未显示。</translation>
    </message>
    <message>
        <source>No target fits the search and the filters</source>
        <translation>没有符合查找和筛选条件的目标</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Change what was reported on</source>
        <translation>调整已上报的目标</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>调整</translation>
    </message>
    <message>
        <source>Not saved: {why}</source>
        <translation>未保存：{why}</translation>
    </message>
</context>
<context>
    <name>PolicyChoice</name>
    <message>
        <source>What becomes of them</source>
        <translation>怎样处理</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Done</source>
        <translation>完成率</translation>
    </message>
    <message>
        <source>Progress on the year&apos;s targets, {period}</source>
        <translation>{period}目标任务进展表</translation>
    </message>
    <message>
        <source>Unit: {unit}</source>
        <translation>填报单位：{unit}</translation>
    </message>
    <message>
        <source>Draft, not reported yet</source>
        <translation>草稿，尚未上报</translation>
    </message>
    <message>
        <source>Report no. {revision} · check code {code}</source>
        <translation>上报第 {revision} 版 · 校验码 {code}</translation>
    </message>
    <message>
        <source>Filled in by: {name}</source>
        <translation>填报人：{name}</translation>
    </message>
    <message>
        <source>Checked by: {name}</source>
        <translation>审核人：{name}</translation>
    </message>
    <message>
        <source>Telephone: {name}</source>
        <translation>联系电话：{name}</translation>
    </message>
    <message>
        <source>Date and seal: {name}</source>
        <translation>日期（盖章）：{name}</translation>
    </message>
    <message>
        <source>Page {number} of {count}</source>
        <translation>第 {number} 页，共 {count} 页</translation>
    </message>
    <message>
        <source>Practice data</source>
        <translation>练习数据</translation>
    </message>
    <message>
        <source>Progress {period} {unit}</source>
        <translation>进展表_{period}_{unit}</translation>
    </message>
    <message>
        <source>Saving the PDF</source>
        <translation>正在保存 PDF</translation>
    </message>
    <message>
        <source>Print preview</source>
        <translation>打印预览</translation>
    </message>
    <message>
        <source>There is no printer on this computer. Save it as a PDF and print that where there is one.</source>
        <translation>本机没有安装打印机。可以另存为 PDF，到有打印机的电脑上打印。</translation>
    </message>
    <message>
        <source>The PDF is in {file}</source>
        <translation>PDF 已保存：{file}</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
</context>
<context>
    <name>Publishing</name>
    <message>
        <source>Saving the briefing</source>
        <translation>正在保存通报</translation>
    </message>
    <message>
        <source>Briefing_{period}</source>
        <translation>通报_{period}</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
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
        <source>Settle…</source>
        <translation>处理…</translation>
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
    <name>RecoverDialog</name>
    <message>
        <source>Type the seven groups from the paper on which the recovery key of {file} stands, then a new passphrase in the place of the old one. Small letters and blanks do not matter.</source>
        <translation>请照纸上的输入 {file} 的恢复密钥（七组），再设一个新口令代替原来的。大小写和空格不影响。</translation>
    </message>
    <message>
        <source>The key file beside the database is missing, so its passphrase is of no use.</source>
        <translation>台账旁边的密钥文件不见了，口令用不上。</translation>
    </message>
    <message>
        <source>Open with the recovery key</source>
        <translation>用恢复密钥打开</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>恢复密钥</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输一遍</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>RecoveryDialog</name>
    <message>
        <source>Recovery key</source>
        <translation>恢复密钥</translation>
    </message>
    <message>
        <source>Keep this recovery key</source>
        <translation>请保管好恢复密钥</translation>
    </message>
    <message>
        <source>If the passphrase is forgotten or the key file is lost, only this key opens the data; nobody else can, not even those who make the program. Print it or write it down, and lock it away from this computer.</source>
        <translation>忘了口令或丢了密钥文件时，只有它能打开台账，别人（包括程序的开发者）都没有办法。请打印或抄下来，锁在别处，不要和电脑放在一起。</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存为 PDF…</translation>
    </message>
    <message>
        <source>I have kept it, and not only on this computer</source>
        <translation>已经保管好，不只存在这台电脑上</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Saved to {file}. Move it off this computer, to a stick that is locked away.</source>
        <translation>已存到 {file}。请移到锁好的 U 盘里，不要留在这台电脑上。</translation>
    </message>
</context>
<context>
    <name>ReplaceBar</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>全部替换</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>in cells: {count}</source>
        <translation>{count} 格中有</translation>
    </message>
</context>
<context>
    <name>ReportedDialog</name>
    <message>
        <source>The report is exported</source>
        <translation>上报表已导出</translation>
    </message>
    <message>
        <source>Report no. {revision} is exported</source>
        <translation>第 {revision} 次上报表已导出</translation>
    </message>
    <message>
        <source>Check code</source>
        <translation>校验码</translation>
    </message>
    <message>
        <source>Headquarters sees the same one.</source>
        <translation>上级接收后看到的应是同一个校验码。</translation>
    </message>
    <message>
        <source>Copy check code</source>
        <translation>复制校验码</translation>
    </message>
    <message>
        <source>By mail: attach this file, and write the check code into the message.</source>
        <translation>邮件：把这个文件作为附件发送，正文里写上校验码。</translation>
    </message>
    <message>
        <source>On a USB stick: copy this file onto it, and leave its name as it is.</source>
        <translation>U 盘：把这个文件复制到 U 盘，不要改文件名。</translation>
    </message>
    <message>
        <source>Over the office network: put it into the folder that headquarters shares.</source>
        <translation>办公网：把文件放到上级指定的共享文件夹。</translation>
    </message>
    <message>
        <source>Do not edit the file any more: headquarters would see it.</source>
        <translation>请不要再改这个文件，改过之后上级能看出来。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>Reporting</name>
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
    <message>
        <source>Nothing is wrong: the report can be exported.</source>
        <translation>校验没有发现问题，可以导出上报表。</translation>
    </message>
    <message>
        <source>Exporting the report</source>
        <translation>正在导出上报表</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Put an old value back</source>
        <translation>恢复原值</translation>
    </message>
    <message>
        <source>It is put back as a new change; nothing of the history is lost.</source>
        <translation>恢复会记为一次新的变更，历史不会丢失。</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>恢复为</translation>
    </message>
    <message>
        <source>Put it back</source>
        <translation>恢复</translation>
    </message>
</context>
<context>
    <name>ReviewColumns</name>
    <message>
        <source>Not reported</source>
        <translation>未报</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>待审核</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>需说明</translation>
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
        <source>Before</source>
        <translation>上期累计</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>上报值</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>核定值</translation>
    </message>
    <message>
        <source>Lamp</source>
        <translation>亮灯</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>要看的</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation>改动 {count}</translation>
    </message>
    <message>
        <source>comments: {count}</source>
        <translation>意见 {count}</translation>
    </message>
    <message>
        <source>Changed: {field}</source>
        <translation>改动：{field}</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Units</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>The report&apos;s targets</source>
        <translation>上报的目标</translation>
    </message>
    <message>
        <source>The selected target</source>
        <translation>所选目标</translation>
    </message>
    <message>
        <source>Comment…</source>
        <translation>意见…</translation>
    </message>
    <message>
        <source>Verified value…</source>
        <translation>核定值…</translation>
    </message>
    <message>
        <source>Return…</source>
        <translation>退回…</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>撤回通过…</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>Write a comment first</source>
        <translation>请先写意见</translation>
    </message>
    <message>
        <source>no. {number}</source>
        <translation>第 {number} 次</translation>
    </message>
    <message>
        <source>days late: {count}</source>
        <translation>迟报 {count} 天</translation>
    </message>
    <message>
        <source>unanswered comments: {count}</source>
        <translation>{count} 条意见未答复</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>栏目</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>Comment on {target}</source>
        <translation>{target}：写意见</translation>
    </message>
    <message>
        <source>The unit has to answer it when the report is returned.</source>
        <translation>退回以后，单位要逐条答复。</translation>
    </message>
    <message>
        <source>Verified value</source>
        <translation>核定值</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Verified value of {target}</source>
        <translation>{target}：核定值</translation>
    </message>
    <message>
        <source>It stands beside the reported one and counts on the board.</source>
        <translation>与上报值并列保存，看板按核定值计算。</translation>
    </message>
    <message>
        <source>Return the report of {unit}</source>
        <translation>退回{unit}的上报</translation>
    </message>
    <message>
        <source>A workbook with all comments is written, to be sent back to the unit.</source>
        <translation>会生成一份审核意见表，请发回单位。</translation>
    </message>
    <message>
        <source>Take back the acceptance of {unit}</source>
        <translation>撤回对{unit}的通过</translation>
    </message>
</context>
<context>
    <name>Seat</name>
    <message>
        <source>Nothing would be asked for: set a passphrase first, or sign in with a password.</source>
        <translation>现在没有可以核对的口令：请先设置口令，或用带密码的经办人进入。</translation>
    </message>
    <message>
        <source>Set a passphrase…</source>
        <translation>设置口令…</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>看板</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>收件</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>Consolidation</source>
        <translation>汇总</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>目标库</translation>
    </message>
    <message>
        <source>Assignment</source>
        <translation>分工</translation>
    </message>
    <message>
        <source>Periods</source>
        <translation>填报期</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>工作台</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>填报</translation>
    </message>
    <message>
        <source>My targets</source>
        <translation>我的目标</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>交换</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>SecretDialog</name>
    <message>
        <source>Show what I type</source>
        <translation>显示输入的内容</translation>
    </message>
</context>
<context>
    <name>Sections</name>
    <message>
        <source>{unit} sections</source>
        <translation>{unit}科室</translation>
    </message>
    <message>
        <source>{file} holds the {count} targets of this unit. Open it with “Other database…”, add the sections on its page of units, give them the targets, issue and receive; then take their figures over with “Figures from our sections…”.</source>
        <translation>{file} 里有本单位的 {count} 个目标。用“打开其他台账…”打开它，在“单位”里添加科室，分工、下达、接收；然后回到这里，用“从本单位科室取数…”把汇总的数填进来。</translation>
    </message>
    <message>
        <source>For our own sections</source>
        <translation>本单位科室</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>The sections have reported nothing for this period that would change the entries.</source>
        <translation>科室这一期还没有上报可以填进来的内容。</translation>
    </message>
    <message>
        <source>Figures from our sections</source>
        <translation>从科室取数</translation>
    </message>
</context>
<context>
    <name>Selection</name>
    <message>
        <source>Cells: {count}</source>
        <translation>选中 {count} 格</translation>
    </message>
    <message>
        <source>{cells} · {figures} figures · sum {sum} · average {average} · min {least} · max {most}</source>
        <translation>{cells} · 数值 {figures} 个 · 合计 {sum} · 平均 {average} · 最小 {least} · 最大 {most}</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Encryption and passphrase…</source>
        <translation>加密和口令…</translation>
    </message>
    <message>
        <source>Trust and checks…</source>
        <translation>信任与校验…</translation>
    </message>
    <message>
        <source>Backups…</source>
        <translation>备份…</translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation>恢复默认</translation>
    </message>
</context>
<context>
    <name>SettleDialog</name>
    <message>
        <source>Settle {file}</source>
        <translation>处理 {file}</translation>
    </message>
    <message>
        <source>Settle</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Guesses: {count}, of them not sure: {unsure}. Are they meant as understood?</source>
        <translation>程序猜了 {count} 处，其中 {unsure} 处把握不大。是这个意思吗？</translation>
    </message>
    <message>
        <source>Both sides changed these cells. Whose value is to stand?</source>
        <translation>这些格子两边都改过，用哪个值？</translation>
    </message>
    <message>
        <source>This form is not as it was issued or exported. Take it all the same?</source>
        <translation>这份表和下达或导出时不一致，仍然接收吗？</translation>
    </message>
    <message>
        <source>The period is closed. Take this report all the same?</source>
        <translation>这个填报期已经关闭，仍然接收这份表吗？</translation>
    </message>
    <message>
        <source>What holds the file back</source>
        <translation>为什么待确认</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标任务</translation>
    </message>
    <message>
        <source>What a header, a title or a node means is remembered for the next file of this unit.</source>
        <translation>表头、任务名称、节点对应的是什么会记住，这个单位下次的来件不再问。</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>把握</translation>
    </message>
    <message>
        <source>Is meant</source>
        <translation>认作</translation>
    </message>
    <message>
        <source>What had to be guessed</source>
        <translation>程序猜的地方</translation>
    </message>
    <message>
        <source>What is meant at {place}</source>
        <translation>{place} 认作什么</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>栏目</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Which value stands for {target}</source>
        <translation>{target}用哪个值</translation>
    </message>
</context>
<context>
    <name>ShowKeyDialog</name>
    <message>
        <source>Exchange key</source>
        <translation>交换密钥</translation>
    </message>
    <message>
        <source>Exchange key of {unit}</source>
        <translation>“{unit}”的交换密钥</translation>
    </message>
    <message>
        <source>Read it out on the telephone or hand it over on paper. Whoever has it can report for this unit.</source>
        <translation>打电话念给对方，或写在纸上当面交。谁有它，谁就能以这个单位的名义上报。</translation>
    </message>
    <message>
        <source>Never send it together with the workbooks.</source>
        <translation>不要和工作簿一起发。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>SignInDialog</name>
    <message>
        <source>Who is working?</source>
        <translation>经办人员</translation>
    </message>
    <message>
        <source>Every decision carries this name.</source>
        <translation>每一项决定都会记上这个姓名。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>进入</translation>
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
    <name>SignerDialog</name>
    <message>
        <source>Who issued {file}?</source>
        <translation>{file} 是谁下达的？</translation>
    </message>
    <message>
        <source>Trusted until now</source>
        <translation>一直信任的签名</translation>
    </message>
    <message>
        <source>In this file</source>
        <translation>这份文件的签名</translation>
    </message>
    <message>
        <source>Headquarters sees its own in its window and on the covering list.</source>
        <translation>上级可以在自己的窗口和下达清单上看到指纹。</translation>
    </message>
    <message>
        <source>It is the same: trust it</source>
        <translation>核对一致，信任并接收</translation>
    </message>
    <message>
        <source>Take it without a signature</source>
        <translation>没有签名也接收</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
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
        <source>Targets not filled in yet: {count}</source>
        <translation>还有 {count} 项未填</translation>
    </message>
    <message>
        <source>Targets with errors: {count}</source>
        <translation>{count} 项有错误</translation>
    </message>
    <message>
        <source>Targets to be explained: {count}</source>
        <translation>{count} 项需要说明</translation>
    </message>
    <message>
        <source>Returned items to be answered: {count}</source>
        <translation>{count} 项退回意见待回复</translation>
    </message>
    <message>
        <source>Export the report and send it</source>
        <translation>导出上报表并报送</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
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
        <translation>导出上报</translation>
    </message>
</context>
<context>
    <name>StoryView</name>
    <message>
        <source>The year by period</source>
        <translation>全年各期</translation>
    </message>
    <message>
        <source>Enter progress</source>
        <translation>填报此目标</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>What headquarters said</source>
        <translation>上级审核意见</translation>
    </message>
    <message>
        <source>How the year&apos;s figure was changed</source>
        <translation>年度目标调整记录</translation>
    </message>
    <message>
        <source>done on {day}</source>
        <translation>{day} 完成</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>still to come</source>
        <translation>未到期</translation>
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
    <name>TakingPreview</name>
    <message>
        <source>Before it goes in</source>
        <translation>粘贴前请确认</translation>
    </message>
    <message>
        <source>Put in cells: {count}</source>
        <translation>填入 {count} 格</translation>
    </message>
    <message>
        <source>Put in nothing</source>
        <translation>一格也不填</translation>
    </message>
    <message>
        <source>Cells that would change: {count}</source>
        <translation>将更改 {count} 格</translation>
    </message>
    <message>
        <source>Cells that would change: {good}, that cannot take it: {bad}</source>
        <translation>将更改 {good} 格，{bad} 格填不进去</translation>
    </message>
    <message>
        <source>One undo (Ctrl+Z) takes all of it back.</source>
        <translation>按一次撤销 (Ctrl+Z) 即可全部还原。</translation>
    </message>
    <message>
        <source>{count} cells of the block lie beside the table and are left out.</source>
        <translation>有 {count} 格超出表格，不会填入。</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标任务</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Goes in?</source>
        <translation>能否填入</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>可以</translation>
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
        <source>Schedule</source>
        <translation>序时计划</translation>
    </message>
    <message>
        <source>Reported ({unit})</source>
        <translation>已上报（{unit}）</translation>
    </message>
    <message>
        <source>{by}: planned {planned}, reported {reported}</source>
        <translation>{by}：序时 {planned}，上报 {reported}</translation>
    </message>
</context>
<context>
    <name>Targets</name>
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
        <source>Period</source>
        <translation>填报期</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>序时应达</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>已上报</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>差额</translation>
    </message>
</context>
<context>
    <name>TargetsPage</name>
    <message>
        <source>My targets</source>
        <translation>我的目标</translation>
    </message>
    <message>
        <source>Find a target or its initials  Ctrl+F</source>
        <translation>查找目标，可输拼音首字母  Ctrl+F</translation>
    </message>
    <message>
        <source>Find a target</source>
        <translation>查找目标</translation>
    </message>
    <message>
        <source>No target fits these words</source>
        <translation>没有符合条件的目标</translation>
    </message>
    <message>
        <source>Targets hidden by the search: {count}.</source>
        <translation>隐藏了 {count} 项目标。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>No targets yet</source>
        <translation>还没有目标</translation>
    </message>
    <message>
        <source>Import the assignment workbook that headquarters sent; its targets then stand here.</source>
        <translation>导入上级发来的任务下达表，目标就会列在这里。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>The targets cannot be read</source>
        <translation>目标读取失败</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>TextBlock</name>
    <message>
        <source>Carry over last period&apos;s</source>
        <translation>沿用上期</translation>
    </message>
    <message>
        <source>Characters: {count}</source>
        <translation>{count} 字</translation>
    </message>
    <message>
        <source>{field} · as last period, unchanged</source>
        <translation>{field} · 沿用上期，未改</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Copy check code</source>
        <translation>复制校验码</translation>
    </message>
    <message>
        <source>Export again…</source>
        <translation>再次导出…</translation>
    </message>
    <message>
        <source>Undo import…</source>
        <translation>撤销导入…</translation>
    </message>
    <message>
        <source>Where this file lay was not kept</source>
        <translation>没有记下这个文件原来的位置</translation>
    </message>
    <message>
        <source>This file has no check code</source>
        <translation>这个文件没有校验码</translation>
    </message>
    <message>
        <source>Only a report that went out can be exported again as it was</source>
        <translation>只有已经导出的上报表可以原样再导出一份</translation>
    </message>
    <message>
        <source>Only an import that was taken, and not undone yet, can be undone</source>
        <translation>只有已经接收、还没有撤销的导入可以撤销</translation>
    </message>
    <message>
        <source>Select one line first</source>
        <translation>请先选中一行</translation>
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
    <name>TrustDialog</name>
    <message>
        <source>none</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Exchange key since</source>
        <translation>交换密钥设定时间</translation>
    </message>
    <message>
        <source>Set by</source>
        <translation>设定人</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>签名指纹</translation>
    </message>
    <message>
        <source>Trusted since</source>
        <translation>信任时间</translation>
    </message>
    <message>
        <source>Recorded by</source>
        <translation>记录人</translation>
    </message>
    <message>
        <source>Trust and checks</source>
        <translation>信任与校验</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>UndoDialog</name>
    <message>
        <source>What</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>栏目</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>After the undo</source>
        <translation>撤销后</translation>
    </message>
    <message>
        <source>What stands in the way</source>
        <translation>不能撤销的原因</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>no. {number}</source>
        <translation>第 {number} 次</translation>
    </message>
    <message>
        <source>(there)</source>
        <translation>（有）</translation>
    </message>
    <message>
        <source>Undo import</source>
        <translation>撤销导入</translation>
    </message>
    <message>
        <source>Undo the import of “{file}”?</source>
        <translation>撤销导入“{file}”？</translation>
    </message>
    <message>
        <source>What goes back to how it was</source>
        <translation>将要恢复的内容</translation>
    </message>
    <message>
        <source>This import cannot be undone: what it brought was changed or used since. Undo that first.</source>
        <translation>这次导入不能撤销：导入的内容后来又被改过或用到，请先撤销后来的改动。</translation>
    </message>
    <message>
        <source>This import cannot be undone before these: {files}</source>
        <translation>要先撤销后来的这些，才能撤销这次导入：{files}</translation>
    </message>
    <message>
        <source>Nothing that is shown today changes. A backup is made first.</source>
        <translation>现在显示的内容不会变化。撤销前会先做备份。</translation>
    </message>
    <message>
        <source>{count} places go back to how they were: {counts}. A backup is made first.</source>
        <translation>将有 {count} 处恢复原样：{counts}。撤销前会先做备份。</translation>
    </message>
    <message>
        <source> The first {count} are listed.</source>
        <translation>这里列出前 {count} 处。</translation>
    </message>
</context>
<context>
    <name>UnitTrust</name>
    <message>
        <source>Trusted signatures</source>
        <translation>信任的签名</translation>
    </message>
    <message>
        <source>None yet. That of the first signed assignment will be trusted, and every other one asked about.</source>
        <translation>还没有。导入第一份有签名的任务下达表时自动记下，以后遇到别的签名都会先问。</translation>
    </message>
    <message>
        <source>Enter…</source>
        <translation>输入…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Signature from above</source>
        <translation>上级的签名</translation>
    </message>
    <message>
        <source>Workbooks from above are taken with this signature; any other is asked about first.</source>
        <translation>带这个签名的下达表和审核意见直接导入；别的签名会先请人核对。</translation>
    </message>
    <message>
        <source>Exchange key</source>
        <translation>交换密钥</translation>
    </message>
    <message>
        <source>No key was agreed on. Reports are then taken without being verified.</source>
        <translation>没有约定密钥，上级接收时不核验。</translation>
    </message>
    <message>
        <source>Entered by {who} on {day}. Our reports bear its mark, by which headquarters verifies them.</source>
        <translation>{day} 由 {who} 输入。本单位的上报表带有它的标记，上级据此核验。</translation>
    </message>
    <message>
        <source>Check codes are made by {method}.</source>
        <translation>校验码的算法：{method}，由上级选定。</translation>
    </message>
    <message>
        <source>Remove the exchange key</source>
        <translation>移除交换密钥</translation>
    </message>
    <message>
        <source>Headquarters will no longer verify our reports, and may refuse them.</source>
        <translation>以后上级不能核验本单位的上报，可能拒收。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>UnitsPage</name>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Leads</source>
        <translation>牵头</translation>
    </message>
    <message>
        <source>Supports</source>
        <translation>配合</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>邮箱</translation>
    </message>
    <message>
        <source>{unit} (merged into {other})</source>
        <translation>{unit}（并入{other}）</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Contact…</source>
        <translation>联系人…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>改名…</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>换上级…</translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation>合并…</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Who may decide…</source>
        <translation>经办人员…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Reports to</source>
        <translation>上级单位</translation>
    </message>
    <message>
        <source>Add a unit</source>
        <translation>添加单位</translation>
    </message>
    <message>
        <source>What it has reported stays its own; the history keeps both names.</source>
        <translation>以前报的都还是它的，历史里两个名称都在。</translation>
    </message>
    <message>
        <source>Rename {unit}</source>
        <translation>{unit}改名</translation>
    </message>
    <message>
        <source>Whom to call at {unit}</source>
        <translation>{unit}的联系人</translation>
    </message>
    <message>
        <source>Move {unit}</source>
        <translation>{unit}换上级</translation>
    </message>
    <message>
        <source>All its targets go to the other unit from that period on; what it has reported stays its own.</source>
        <translation>从这一期起，它的目标都转给另一个单位；以前报的仍记在它名下。</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>并入</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从哪一期起</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Merge {unit} into another unit</source>
        <translation>把{unit}并入另一个单位</translation>
    </message>
</context>
<context>
    <name>Unlocking</name>
    <message>
        <source>{files} can only be opened with its password. It stands in the covering list.</source>
        <translation>{files} 要有密码才能打开，密码在下达清单里。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>A password is wanted</source>
        <translation>需要密码</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Reading the assignment</source>
        <translation>正在读取任务下达表</translation>
    </message>
    <message>
        <source>Copy to this computer and open</source>
        <translation>复制到本机再打开</translation>
    </message>
    <message>
        <source>Copying to this computer</source>
        <translation>正在复制到本机</translation>
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
<context>
    <name>Whereabouts</name>
    <message>
        <source>This is a copy of {path}. When you are done, send it back: File → Send back.</source>
        <translation>这是从 {path} 复制来的一份。做完以后请送回：“文件”→“送回原处”。</translation>
    </message>
    <message>
        <source>Sending back</source>
        <translation>正在送回</translation>
    </message>
    <message>
        <source>Send it back first?</source>
        <translation>先送回原处吗？</translation>
    </message>
    <message>
        <source>What was done here since it was copied is on this computer alone.</source>
        <translation>复制到本机以后做的改动，目前只在这台电脑上，原处还没有。</translation>
    </message>
    <message>
        <source>Send back now</source>
        <translation>现在送回</translation>
    </message>
    <message>
        <source>Another time</source>
        <translation>以后再送</translation>
    </message>
    <message>
        <source>Sent back to {path}.</source>
        <translation>已送回 {path}。</translation>
    </message>
    <message>
        <source> The one that was there is kept as {name}.</source>
        <translation>原来的那一份改名为 {name}，留在旁边。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Replace it, keep the old one</source>
        <translation>替换，原来的改名留着</translation>
    </message>
    <message>
        <source>Put this one beside it</source>
        <translation>另存在旁边</translation>
    </message>
    <message>
        <source>It was changed there as well</source>
        <translation>原处的台账也改过</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>YearTold</name>
    <message>
        <source>The whole plan</source>
        <translation>全部目标</translation>
    </message>
    <message>
        <source>What does not go together</source>
        <translation>相互矛盾</translation>
    </message>
    <message>
        <source>What the units say</source>
        <translation>各单位所报</translation>
    </message>
    <message>
        <source>Lamp</source>
        <translation>亮灯</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>最近一期</translation>
    </message>
    <message>
        <source>Verified in {period}</source>
        <translation>{period}核定</translation>
    </message>
    <message>
        <source>Its periods are not added: the newest figure is the figure.</source>
        <translation>各期不相加：以最近一期为准。</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Weighted completion {percent}</source>
        <translation>加权完成率 {percent}</translation>
    </message>
</context>
<context>
    <name>YearViews</name>
    <message>
        <source>Consolidated figure</source>
        <translation>汇总值</translation>
    </message>
    <message>
        <source>Reported figure</source>
        <translation>上报值</translation>
    </message>
    <message>
        <source>Verified figure</source>
        <translation>核定值</translation>
    </message>
    <message>
        <source>Added in the period</source>
        <translation>本期完成</translation>
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
        <source>Weighted completion</source>
        <translation>加权完成率</translation>
    </message>
    <message>
        <source>On pace</source>
        <translation>达到序时</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>滞后</translation>
    </message>
    <message>
        <source>Not reported</source>
        <translation>未报</translation>
    </message>
    <message>
        <source>The whole plan</source>
        <translation>全部目标</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>目标数</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>牵头单位</translation>
    </message>
    <message>
        <source>Lead&apos;s figure</source>
        <translation>牵头单位数</translation>
    </message>
    <message>
        <source>Supports&apos; figures</source>
        <translation>配合单位数</translation>
    </message>
    <message>
        <source>What counts</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>What does not go together</source>
        <translation>相互矛盾</translation>
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
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Year&apos;s target</source>
        <translation>年度目标</translation>
    </message>
</context>
<context>
    <name>_Cover</name>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
</context>
</TS>
